// QUIC packets, limited to what matters for routing (RFC 9000): connection IDs identify a connection, whatever its addresses.

export interface QuicPacket {
  readonly type: "initial" | "handshake" | "1-RTT" | "path challenge" | "path response" | "stateless reset";
  /** Destination Connection ID, chosen by the receiver; the first one of a connection is a random ID of the client. */
  readonly dcid: string;
  /** Source Connection ID: how to address the sender. Only before the handshake is complete. */
  readonly scid?: string;
  /** Packet number; absent in a stateless reset. Each is used once: lost data is sent again under a new number. */
  readonly number?: number;
  /** Acknowledged packet numbers. */
  readonly acks: readonly number[];
  /** A piece of the one stream. */
  readonly stream?: { readonly offset: number; readonly data: string };
  /** In a handshake: the server's preferred unicast address (section 9.6). */
  readonly preferred?: { readonly address: string; readonly port: number };
  /** In a handshake: the token of a stateless reset for this connection; in a reset: the token (section 10.3). */
  readonly token?: string;
}

/** Minimum size of a datagram with an Initial; every path must carry it, bytes (section 14). */
export const QUIC_DATAGRAM = 1200;
/** Approximate overhead of QUIC for a piece of stream, bytes. */
export const QUIC_OVERHEAD = 40;
