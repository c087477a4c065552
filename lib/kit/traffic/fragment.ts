// Fragmentation and reassembly of a datagram (RFC 791, section 3.2). Only the first fragment has the ports, so a router that
// hashes ports treats the rest as another flow.
import { HEADER, type Packet, type PacketDraft } from "./packet.js";

/**
 * The fragments of a packet for a link with this MTU, in order. Each but the last carries a multiple of 8 bytes.
 * @example fragments(packet, 1500).map(({ size }) => size) // [1500,548]
 */
export function fragments(packet: Packet, mtu: number): PacketDraft[] {
  const { id, srcPort, dstPort, payload, fragment, ...header } = packet;
  const room = Math.floor((mtu - HEADER.ip) / 8) * 8;
  const bytes = packet.size - HEADER.ip;
  const start = fragment?.offset ?? 0;
  const parts: PacketDraft[] = [];
  for (let from = 0; from < bytes; from += room) {
    const size = HEADER.ip + Math.min(room, bytes - from);
    const more = from + room < bytes || (fragment?.more ?? false);
    const part = { ...header, size, fragment: { datagram: fragment?.datagram ?? id, offset: start + from, more } };
    const isFirst = start + from === 0;
    parts.push(
      isFirst
        ? { ...part, ...(srcPort !== undefined && { srcPort, dstPort }), payload }
        : { ...part, payload: { kind: "data", label: `bytes ${start + from}-${start + from + size - HEADER.ip - 1}` } },
    );
  }
  return parts;
}

/** Fragments of datagrams that a host has yet to complete, by source, destination and Identification. */
export type Reassembly = ReadonlyMap<string, readonly Packet[]>;

/** How long a host keeps fragments of a datagram, ms: Linux's ipfrag_time. */
export const REASSEMBLY_MS = 30_000;

export const reassemblyKey = ({ src, dst, protocol, fragment }: Packet) =>
  `${src} > ${dst} ${protocol} ${fragment?.datagram ?? ""}`;

/** The result of receiving this fragment: the incomplete datagrams, and the whole datagram if this was the last missing fragment. */
export function addFragment(waiting: Reassembly, part: Packet): { waiting: Reassembly; whole?: Packet } {
  const key = reassemblyKey(part);
  const parts = [...(waiting.get(key) ?? []), part].sort((a, b) => a.fragment!.offset - b.fragment!.offset);
  const rest = new Map(waiting);
  let next = 0;
  for (const { fragment, size } of parts) if (fragment!.offset === next) next += size - HEADER.ip;
  const last = parts[parts.length - 1];
  const isWhole = !last.fragment!.more && next === last.fragment!.offset + last.size - HEADER.ip;
  if (!isWhole) return { waiting: rest.set(key, parts) };
  rest.delete(key);
  return { waiting: rest, whole: { ...parts[0], fragment: undefined, size: HEADER.ip + next } };
}
