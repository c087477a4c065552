// An authoritative DNS server at one site. It is stateless: any site can answer any query.
import { note, send, type Program, type Reaction } from "../endpoint.js";
import { checkWhole } from "../error.js";
import { datagram, reversed, type Packet } from "../packet.js";
import { queryBytes, type DnsMessage, type DnsReply } from "./message.js";

export interface DnsServerOptions {
  /** Its name when queried for its identity; different at each site. */
  readonly identity: string;
  /** Source address of replies. Defaults to the destination of the query; clients drop replies from any other. */
  readonly replyFrom?: string;
  /** TTL of its answers, s. Defaults to 300. */
  readonly ttlSeconds?: number;
  /** Zone serials, each valid from an instant on: sites are not all updated at once. Defaults to serial 1. */
  readonly zone?: readonly { readonly fromMs: number; readonly serial: number }[];
  /** The answer to a question. Defaults to the question itself. */
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
 * @throws TrafficError for an invalid TTL or size
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

/** The reply and its size. Over TCP there is no limit. */
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
