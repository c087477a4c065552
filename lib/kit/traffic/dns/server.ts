// An authoritative DNS server at one site. It keeps nothing between two queries: whichever site a query reaches can answer it.
import { note, send, type Program, type Reaction } from "../endpoint.js";
import { checkWhole } from "../error.js";
import { datagram, reversed, type Packet } from "../packet.js";
import { queryBytes, type DnsMessage, type DnsReply } from "./message.js";

export interface DnsServerOptions {
  /** What it calls itself when asked; the same text at every site would tell nobody anything. */
  readonly identity: string;
  /** The address that replies come from. Defaults to the one that was asked. Clients drop replies from any other. */
  readonly replyFrom?: string;
  /** Seconds that caches may keep its answers. Defaults to 300. */
  readonly ttlSeconds?: number;
  /** The serial of the zone it has, from these instants on: sites are not all updated at once. Defaults to Serial 1. */
  readonly zone?: readonly { readonly fromMs: number; readonly serial: number }[];
  /** What it answers to a question. Defaults to the question again. */
  readonly answers?: (question: string) => string;
  /** Bytes of an answer. Defaults to 100. Signatures make answers large. */
  readonly answerBytes?: number;
}

export interface DnsServerState {
  readonly answered: number;
  readonly truncated: number;
}

/**
 * A server that answers every query, over UDP.
 * @example dnsServer({ identity: "ns1.sea.example", answerBytes: 100 }).initial.answered // 0
 * @throws TrafficError for a TTL or a size that cannot be
 */
export function dnsServer(options: DnsServerOptions): Program<DnsServerState> {
  const { ttlSeconds = 0, answerBytes = 0 } = options;
  checkWhole(ttlSeconds, "ttlSeconds", 0, 2 ** 31 - 1); // RFC 2181, section 8
  checkWhole(answerBytes, "answerBytes", 0, 65_000);
  return {
    initial: { answered: 0, truncated: 0 },
    step(state, input, nowMs): Reaction<DnsServerState> {
      if (input.kind !== "packet") return { state };
      const { packet } = input;
      const { payload } = packet;
      if (payload.kind !== "dns" || payload.reply) return { state };
      const { reply, bytes } = answer(payload, options, nowMs);
      const actions = [send(replyTo(packet, payload, reply, bytes, options.replyFrom))];
      if (reply.truncated) actions.push(note("the answer does not fit: TC, ask again over TCP"));
      const truncated = state.truncated + (reply.truncated ? 1 : 0);
      return { state: { answered: state.answered + 1, truncated }, actions };
    },
  };
}

/** What the server says, and how large that is. Over TCP there is no limit. */
export function answer(
  query: DnsMessage,
  { identity, ttlSeconds = 300, zone = [], answers = (question) => question, answerBytes = 100 }: DnsServerOptions,
  nowMs: number,
  transport: "udp" | "tcp" = "udp",
): { reply: DnsReply; bytes: number } {
  const { serial } = zone.reduce(
    (latest, each) => (each.fromMs <= nowMs && each.fromMs >= latest.fromMs ? each : latest),
    { fromMs: -Infinity, serial: 1 },
  );
  const whole = queryBytes(query.question) + answerBytes;
  const truncated = transport === "udp" && whole > (query.udpSize ?? 512);
  const bytes = truncated ? queryBytes(query.question) : whole;
  const text = truncated ? "" : answers(query.question);
  return { reply: { server: identity, answer: text, ttlSeconds, serial, truncated }, bytes };
}

function replyTo(query: Packet, message: DnsMessage, reply: DnsReply, bytes: number, from = query.dst) {
  const flow = { ...reversed(query), src: from };
  return datagram(flow, { ...message, kind: "dns", reply }, bytes);
}
