// A TCP segment's header as RFC 9293 section 3.1 has it, and arithmetic on sequence numbers, which wrap at 2^32.

export interface TcpSegment {
  readonly seq: number;
  /** The next byte expected; absent if the ACK bit is off. */
  readonly ack?: number;
  readonly syn?: true;
  readonly fin?: true;
  readonly rst?: true;
  /** One character for each byte. */
  readonly data: string;
  /** Option: the maximum segment size the sender accepts, bytes. SYN only. */
  readonly mss?: number;
}

/**
 * How far a segment moves the sequence: its bytes, and one each for SYN and FIN.
 * @example segmentLength({ seq: 0, data: "hello", fin: true }) // 6
 */
export const segmentLength = ({ data, syn, fin }: TcpSegment) => data.length + (syn ? 1 : 0) + (fin ? 1 : 0);

export const advance = (seq: number, by: number) => (seq + by) >>> 0;

/** How far `a` is after `b`; negative if it is before (RFC 9293, section 3.4). */
export const distance = (a: number, b: number) => (a - b) | 0;
