// RST for a segment of an unknown connection (RFC 9293, section 3.10.7.1). This is how anycast breaks TCP: after a route change
// a segment reaches a site that never received the SYN, and the site answers with this reset.
import { HEADER, reversed, type Packet, type PacketDraft } from "../packet.js";
import { advance, segmentLength, type TcpSegment } from "./segment.js";

/** The RST for a stray segment, with numbers that its sender accepts; none for a segment that is itself a reset. */
export function resetFor(stray: TcpSegment): TcpSegment | undefined {
  if (stray.rst) return undefined;
  if (stray.ack !== undefined) return { seq: stray.ack, rst: true, data: "" };
  return { seq: 0, ack: advance(stray.seq, segmentLength(stray)), rst: true, data: "" };
}

/** The same as the answer to a packet. */
export function resetPacket(stray: Packet, segment: TcpSegment): PacketDraft | undefined {
  const reset = resetFor(segment);
  const header = { size: HEADER.ip + HEADER.tcp, df: true } as const;
  return reset && { ...reversed(stray), ...header, payload: { kind: "tcp", ...reset } };
}
