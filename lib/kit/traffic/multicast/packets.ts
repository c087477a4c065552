// The same messages as packets, with their addresses and ports. Sizes are those of the shortest such message.
import { HEADER, type PacketDraft } from "../packet.js";
import type { MsdpMessage, PimMessage, StreamPacket } from "./message.js";

/** Bytes in each packet of a stream, headers included. */
export const STREAM_BYTES = 500;
const PIM_BYTES = 34;

export function pim(src: string, dst: string, message: PimMessage): PacketDraft {
  const inside = message.type === "Register" && message.number !== undefined ? 8 + STREAM_BYTES : PIM_BYTES;
  return { src, dst, protocol: "pim", size: HEADER.ip + inside, df: false, payload: { kind: "pim", ...message } };
}

/** The MSDP port. The peer with the higher address listens there (RFC 3618, section 11). */
const MSDP_PORT = 639;
const CALLING_PORT = 20_639;

export function msdp(src: string, dst: string, isCaller: boolean, message: MsdpMessage): PacketDraft {
  const bytes = message.type === "Source-Active" ? 8 + 12 * message.streams.length : 3;
  const ports = isCaller
    ? { srcPort: CALLING_PORT, dstPort: MSDP_PORT }
    : { srcPort: MSDP_PORT, dstPort: CALLING_PORT };
  const size = HEADER.ip + HEADER.tcp + bytes;
  return { src, dst, ...ports, protocol: "tcp", size, df: true, payload: { kind: "msdp", ...message } };
}

/** A stream's packet down a branch, to the router at its lower end. */
export const branch = (to: string, packet: StreamPacket): PacketDraft => ({
  ...{ src: packet.source, dst: to, protocol: "udp", size: STREAM_BYTES, df: false },
  payload: { kind: "stream", ...packet },
});
