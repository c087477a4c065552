// A packet in the words of a ladder's rung, and a trace in lines of text.
import { flowText, type Packet } from "./packet.js";
import type { Trace, TraceEntry } from "./trace.js";

/** What a packet is, shortly: "SYN", "query www.example", "too big: 1400". */
export function describePacket({ payload, fragment }: Packet): string {
  const part = fragment ? ` [part at ${fragment.offset}]` : "";
  return describePayload(payload) + part;
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
      return payload.type;
    case "radius":
      return `${payload.code} ${payload.round}`;
    case "too big":
      return `too big: ${payload.mtu}`;
    case "port unreachable":
      return "port unreachable";
    case "ipip":
      return `handed on: ${describePacket(payload.inner)}`;
    case "data":
      return payload.label;
  }
}

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
      return `${time}  ${entry.at}: ${entry.timer.replace(/ .*/, "")} expires`;
    case "state":
      return `${time}  ${entry.at} is ${entry.label}`;
    case "note":
      return `${time}  ${entry.at} ${entry.text}`;
    case "change":
      return `${time}  ${entry.label}`;
  }
}

/** A trace as text, a line for each entry; without the hops unless asked. */
export function traceText(trace: Trace, { hops = false }: { readonly hops?: boolean } = {}): string {
  return trace
    .filter((entry) => hops || entry.kind !== "hop")
    .map(describeTraceEntry)
    .join("\n");
}
