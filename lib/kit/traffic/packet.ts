// A packet: the header fields that routers, load balancers and hosts use, and the payload. Plain data.
import type { DnsMessage } from "./dns/message.js";
import type { MsdpMessage, PimMessage, StreamPacket } from "./multicast/message.js";
import type { QuicPacket } from "./quic/packet.js";
import type { RadiusMessage } from "./radius/message.js";
import type { TcpSegment } from "./tcp/segment.js";

export interface Packet {
  /** Unique in one run; fragments and tunnelled copies are separate packets. */
  readonly id: number;
  readonly src: string;
  readonly dst: string;
  readonly protocol: Protocol;
  /** Absent in ICMP and in every fragment but the first: they have no transport header. */
  readonly srcPort?: number;
  readonly dstPort?: number;
  /** Bytes on the wire, IP header included. */
  readonly size: number;
  /** Don't Fragment (RFC 791; always so in IPv6). */
  readonly df: boolean;
  readonly ttl: number;
  /** 20 bits that a sender sets and routers may hash (RFC 6437); IPv6 only. */
  readonly flowLabel?: number;
  readonly fragment?: Fragment;
  readonly payload: Payload;
}

export type Protocol = "udp" | "tcp" | "icmp" | "ipip" | "pim";

/** Position of a fragment in its datagram (RFC 791, section 3.2). */
export interface Fragment {
  /** The Identification field: the same in all fragments of a datagram. */
  readonly datagram: number;
  /** Offset in the datagram's payload, bytes. */
  readonly offset: number;
  /** Whether more fragments follow. */
  readonly more: boolean;
}

export type Payload =
  | ({ readonly kind: "tcp" } & TcpSegment)
  | ({ readonly kind: "dns" } & DnsMessage)
  | ({ readonly kind: "quic" } & QuicPacket)
  | ({ readonly kind: "radius" } & RadiusMessage)
  | ({ readonly kind: "pim" } & PimMessage)
  | ({ readonly kind: "msdp" } & MsdpMessage)
  | ({ readonly kind: "stream" } & StreamPacket)
  /** "Fragmentation needed" (RFC 1191), "packet too big" (RFC 8201): the largest size, and the start of the packet in question. */
  | { readonly kind: "too big"; readonly mtu: number; readonly about: FlowKey }
  /** A packet inside a packet (RFC 2003): how balancers and sites forward a packet unchanged. `chain`: the servers to try next. */
  | { readonly kind: "ipip"; readonly inner: Packet; readonly chain?: readonly string[] }
  /** Anything else. */
  | { readonly kind: "data"; readonly label: string };

/** The five fields that name a flow. */
export type FlowKey = Pick<Packet, "src" | "dst" | "protocol" | "srcPort" | "dstPort">;

/** A packet before the network numbers it. */
export type PacketDraft = Omit<Packet, "id" | "ttl"> & { readonly ttl?: number };

export const HEADER = { ip: 20, udp: 8, tcp: 20, icmp: 8 } as const;
/** The usual MTU of the Internet, bytes. */
export const ETHERNET_MTU = 1500;

/** The flow of a packet, as text: equal text means the same flow. */
export const flowText = ({ src, dst, protocol, srcPort, dstPort }: FlowKey): string =>
  `${protocol} ${src}:${srcPort ?? "-"} > ${dst}:${dstPort ?? "-"}`;

/** The flow in the other direction. */
export const reversed = ({ src, dst, protocol, srcPort, dstPort }: FlowKey): FlowKey => ({
  src: dst,
  dst: src,
  protocol,
  srcPort: dstPort,
  dstPort: srcPort,
});

/**
 * A UDP datagram around a payload of this many bytes.
 * @example datagram(flow, { kind: "data", label: "a file" }, 100).size // 128
 */
export function datagram(
  flow: Omit<FlowKey, "protocol">,
  payload: Payload,
  bytes: number,
  { df = false }: { readonly df?: boolean } = {},
): PacketDraft {
  return { ...flow, protocol: "udp", size: HEADER.ip + HEADER.udp + bytes, df, payload };
}
