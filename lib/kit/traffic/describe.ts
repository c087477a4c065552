// Packets as short labels for ladder diagrams, and traces as lines of text.
import type { MsdpMessage, PimMessage } from "./multicast/index.js";
import { flowText, type Packet } from "./packet.js";
import type { Trace, TraceEntry } from "./trace.js";

/**
 * What a packet is, shortly: "SYN", "query www.example", "too big: 1400", "query www.example [first fragment]".
 * @example describePacket({ ...packet, ...datagram(flow, { kind: "dns", id: 1, question: "example.org" }, 60) }) // "query example.org"
 */
export function describePacket({ payload, fragment }: Packet): string {
  return describePayload(payload) + (fragment?.offset === 0 ? " [first fragment]" : "");
}

/** A shorter label for a ladder: for a fragment only the word, for a stream only its group. */
export function rungLabel(packet: Packet): string {
  if (packet.payload.kind === "stream") return `packet ${packet.payload.number}, G${lastByte(packet.payload.group)}`;
  if (!packet.fragment) return describePacket(packet);
  return packet.fragment.offset === 0 ? "first fragment" : "fragment";
}

function describePayload(payload: Packet["payload"]): string {
  switch (payload.kind) {
    case "tcp": {
      const { syn, fin, rst, ack, data } = payload;
      const flags = [syn && "SYN", fin && "FIN", rst && "RST"].filter(Boolean);
      if (data.length > 0) flags.push(`${data.length} bytes`);
      if (ack !== undefined && (flags.length === 0 || syn)) flags.push("ACK");
      return flags.join(" ");
    }
    case "dns":
      if (!payload.reply) return `query ${payload.question}`;
      return payload.reply.truncated ? "truncated reply" : `reply from ${payload.reply.server}`;
    case "quic":
      if (payload.type !== "1-RTT") return payload.type;
      return payload.stream ? `${payload.stream.data.length} bytes` : "ACK";
    case "radius":
      return `${payload.code} ${payload.round}`;
    case "pim":
      return describePim(payload);
    case "msdp":
      return describeMsdp(payload);
    case "stream":
      return `packet ${payload.number} of ${shortly(payload)}`;
    case "too big":
      return `too big: ${payload.mtu}`;
    case "ipip":
      return `forwarded: ${describePacket(payload.inner)}`;
    case "data":
      return payload.label;
  }
}

/** (S,G) abbreviated to the last byte of each address. */
const shortly = ({ source, group }: { readonly source?: string; readonly group: string }) =>
  `(${source === undefined ? "*" : `S${lastByte(source)}`}, G${lastByte(group)})`;
const lastByte = (address: string) => /\d+$/.exec(address)?.[0] ?? address;

function describePim(message: PimMessage): string {
  if (message.type !== "Register") return `${message.type} ${shortly(message)}`;
  return message.number === undefined ? `Null-Register ${shortly(message)}` : `Register: packet ${message.number}`;
}

const describeMsdp = (message: MsdpMessage): string =>
  message.type === "Source-Active"
    ? `Source-Active ${message.streams.map(shortly).join(", ")}`
    : `MSDP ${message.type}`;

/** "RTO 3" is an RTO. QUIC's PTO, a probe timeout, is called by what it does. @example timerText("PTO 3") // "probe timer" */
export const timerText = (timer: string): string => timer.replace(/ .*/, "").replace(/^PTO$/, "probe timer");

/** One entry as a line of text; times in ms with one decimal. */
export function describeTraceEntry(entry: TraceEntry): string {
  const time = `${entry.atMs.toFixed(1)} ms`;
  switch (entry.kind) {
    case "sent":
      return `${time}  ${entry.at} sends #${entry.packet.id} ${describePacket(entry.packet)} (${flowText(entry.packet)}, ${entry.packet.size} bytes)`;
    case "hop":
      return `${time}  #${entry.packet} ${entry.from} -> ${entry.to}`;
    case "received":
      return `${time}  ${entry.at} receives #${entry.packet.id} ${describePacket(entry.packet)}`;
    case "dropped":
      return `${time}  #${entry.packet.id} is dropped at ${entry.at}: ${entry.why}`;
    case "split":
      return `${time}  #${entry.packet.id} goes on from ${entry.at} as ${entry.into} fragments`;
    case "timer":
      return `${time}  ${entry.at}: ${timerText(entry.timer)} expires`;
    case "state":
      return `${time}  ${entry.at} is ${entry.label}`;
    case "note":
      return `${time}  ${entry.at} ${entry.text}`;
    case "change":
      return `${time}  ${entry.label}`;
  }
}

/**
 * A trace as text, a line for each entry; by default without hops.
 * @example traceText(trace).split("\n")[2] // "5.0 ms  A receives #0 query example.org"
 */
export function traceText(trace: Trace, { hops = false }: { readonly hops?: boolean } = {}): string {
  return trace
    .filter((entry) => hops || entry.kind !== "hop")
    .map(describeTraceEntry)
    .join("\n");
}
