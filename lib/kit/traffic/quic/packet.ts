// QUIC packets, as much of them as routing touches (RFC 9000): connection IDs name a connection, whatever addresses carry it.

export interface QuicPacket {
  readonly type: "initial" | "handshake" | "1-RTT" | "path challenge" | "path response" | "stateless reset";
  /** Destination Connection ID, chosen by whoever receives it; a client's first one it makes up itself. */
  readonly dcid: string;
  /** Source Connection ID: what to call the sender. Only before the handshake is complete. */
  readonly scid?: string;
  /** Packet number; absent in a stateless reset. Each is sent once: what was lost goes out under a new number. */
  readonly number?: number;
  /** Numbers that came. */
  readonly acks: readonly number[];
  /** A piece of the one stream. */
  readonly stream?: { readonly offset: number; readonly data: string };
  /** In a handshake: the unicast address that the server would rather be called at (section 9.6). */
  readonly preferred?: { readonly address: string; readonly port: number };
  /** In a handshake: what a stateless reset for this connection would carry; in a reset: that (section 10.3). */
  readonly token?: string;
}

/** The least size of a datagram with an Initial, and a size that paths are trusted to carry, bytes (section 14). */
export const QUIC_DATAGRAM = 1200;
/** Bytes of QUIC around a piece of stream, roughly. */
export const QUIC_OVERHEAD = 40;
