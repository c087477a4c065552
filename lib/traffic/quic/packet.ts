// QUIC packets, as much of them as routing touches: type, connection ID, what they acknowledge (RFC 9000).

export interface QuicPacket {
  readonly type: "initial" | "handshake" | "1-RTT" | "stateless reset";
}
