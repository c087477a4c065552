// What a router hashes to choose among equally good next hops, and the hash itself. Packets of one flow must give the same
// number, or they take different paths; flows that differ only in other fields share a path.
import type { FlowKey, Packet } from "../packet.js";

/** Which header fields go into the hash. */
export interface HashPolicy {
  /**
   * "L3": addresses only (Linux's default, fib_multipath_hash_policy 0). "5-tuple": protocol and ports too (policy 1).
   * "flow label": addresses and the IPv6 flow label (RFC 6438). "per packet": a new number for each packet.
   */
  readonly fields: "L3" | "5-tuple" | "flow label" | "per packet";
  /** Which header of an ICMP error is hashed: its own, or that of the packet it quotes. Defaults to "own". */
  readonly icmpErrors?: "own" | "embedded";
  /**
   * Whether the first fragment of a datagram is hashed with its ports, so that it may take another path than the rest; or
   * without them, like the rest, as Linux does. Defaults to "ports in the first".
   */
  readonly fragments?: "ports in the first" | "without ports";
  /** Makes routers hash differently. With the same seed everywhere the second tier sees only a part of the range: polarisation. */
  readonly seed?: number;
}

/** The fields of a packet that a policy hashes, as text. Fragments have no ports after the first, so they have no 5-tuple. */
export function hashedFields(packet: Omit<Packet, "id" | "ttl">, policy: HashPolicy): string {
  const { fields, icmpErrors = "own", fragments = "ports in the first" } = policy;
  // The error travels against the packet it is about: its flow is the other direction.
  if (icmpErrors === "embedded" && "about" in packet.payload) {
    const { src, dst, srcPort, dstPort, protocol } = packet.payload.about;
    return keyText({ src: dst, dst: src, srcPort: dstPort, dstPort: srcPort, protocol }, fields);
  }
  const hidesPorts = packet.fragment !== undefined && fragments === "without ports";
  return keyText(hidesPorts ? { ...packet, srcPort: undefined, dstPort: undefined } : packet, fields);
}

function keyText(packet: FlowKey & { flowLabel?: number }, fields: HashPolicy["fields"]): string {
  const { src, dst, protocol, srcPort, dstPort, flowLabel } = packet;
  switch (fields) {
    case "5-tuple":
      return srcPort === undefined ? `${src} ${dst} ${protocol}` : `${src} ${dst} ${protocol} ${srcPort} ${dstPort}`;
    case "flow label":
      return `${src} ${dst} ${flowLabel ?? 0}`;
    default:
      return `${src} ${dst}`;
  }
}

/**
 * A packet's hash, an unsigned 32-bit number. For "per packet" the packet's number is hashed, so every packet differs.
 * @example hashPacket(packet, { fields: "5-tuple" }) === hashFlow(flow, { fields: "5-tuple" }) // true
 */
export function hashPacket(packet: Packet, policy: HashPolicy): number {
  if (policy.fields === "per packet") return hash32(`packet ${packet.id}`, policy.seed);
  return hash32(hashedFields(packet, policy), policy.seed);
}

/**
 * A flow's hash, 32 bits without sign.
 * @example hashFlow(flow, { fields: "5-tuple" }) // 1645000000
 */
export const hashFlow = (flow: FlowKey, policy: HashPolicy): number =>
  hash32(keyText(flow, policy.fields), policy.seed);

/**
 * FNV-1a over the text, stirred by Murmur3's finaliser so that every bit of the text moves every bit of the hash.
 * @example hash32("flow 1") // 2553000000
 */
export function hash32(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix32(hash);
}

/** Murmur3's finaliser: a bijection of 32 bits in which one changed bit changes half of them. */
export function mix32(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
