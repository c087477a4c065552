// A recursive resolver: asks name servers for its clients, remembers answers for their TTL, and learns which servers are near. It
// tries all of them and prefers the quick ones, without ever forgetting the others (RFC 9199, C1; BIND's SRTT).
import { note, send, setTimer, stopTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { checkMs, TrafficError } from "../error.js";
import { datagram, reversed, type FlowKey, type Packet } from "../packet.js";
import { EDNS_SIZE, queryBytes, type DnsReply } from "./message.js";

export interface RecursiveOptions {
  /** The address that it asks from. */
  readonly address: string;
  /** What it calls itself. */
  readonly identity: string;
  /** Addresses of the zone's name servers: unicast or anycast, it cannot tell. */
  readonly nameServers: readonly string[];
  /** How long it waits for one, ms; 800 unless given (BIND 9.18). Doubled after three tries. */
  readonly retryMs?: number;
  /** When it gives up on a question, ms; 10,000 unless given. */
  readonly totalMs?: number;
  readonly udpSize?: number;
}

interface Pending {
  readonly id: number;
  /** Whose questions this answers. */
  readonly clients: readonly { readonly flow: FlowKey; readonly id: number }[];
  readonly tries: number;
  readonly server: string;
  readonly askedMs: number;
  readonly sinceMs: number;
}

export interface RecursiveState {
  readonly cache: ReadonlyMap<string, { readonly reply: DnsReply; readonly untilMs: number }>;
  readonly pending: ReadonlyMap<string, Pending>;
  /** Smoothed round-trip time of each name server, ms; 0 before it was asked. */
  readonly srttMs: Readonly<Record<string, number>>;
  readonly hits: number;
  readonly misses: number;
  /** Queries sent, by name server. */
  readonly asked: Readonly<Record<string, number>>;
  readonly nextId: number;
}

/** What a server that was not chosen is reckoned to have come nearer, so that it is asked again some day. */
const AGING = 0.98;
/** How much of an old round-trip time is kept. */
const KEPT = 0.7;

/** @throws TrafficError for no name server, or a time that cannot be */
export function recursiveResolver(options: RecursiveOptions): Program<RecursiveState> {
  const { address, nameServers, retryMs = 800, totalMs = 10_000, udpSize = EDNS_SIZE } = options;
  if (nameServers.length === 0)
    throw new TrafficError("A recursive resolver needs a name server to ask: give nameServers.");
  checkMs(retryMs, "retryMs");
  checkMs(totalMs, "totalMs");

  /** Asks the server that seems nearest; among those never asked, the first. */
  function ask(state: RecursiveState, question: string, pending: Omit<Pending, "server" | "askedMs">, nowMs: number) {
    const server = nameServers.reduce((best, each) => (state.srttMs[each] < state.srttMs[best] ? each : best));
    const srttMs = Object.fromEntries(
      nameServers.map((each) => [each, state.srttMs[each] * (each === server ? 1 : AGING)]),
    );
    const flow = { src: address, srcPort: 1024 + (pending.id % 60_000), dst: server, dstPort: 53 };
    const query = { kind: "dns", id: pending.id, question, udpSize } as const;
    const wait = retryMs * 2 ** Math.max(0, pending.tries - 2);
    const actions = [send(datagram(flow, query, queryBytes(question))), setTimer(`retry ${question}`, wait)];
    const waiting = { ...pending, tries: pending.tries + 1, server, askedMs: nowMs };
    const asked = { ...state.asked, [server]: (state.asked[server] ?? 0) + 1 };
    return { state: { ...state, srttMs, asked, pending: new Map(state.pending).set(question, waiting) }, actions };
  }
  function hearQuery(
    state: RecursiveState,
    packet: Packet,
    id: number,
    question: string,
    nowMs: number,
  ): Reaction<RecursiveState> {
    const client = { flow: packet, id };
    const cached = state.cache.get(question);
    if (cached && cached.untilMs > nowMs) {
      const actions = [replyTo(client, question, cached.reply)];
      return { state: { ...state, hits: state.hits + 1 }, actions };
    }
    const missed = { ...state, misses: state.misses + 1 };
    const pending = missed.pending.get(question);
    if (pending) {
      const joined = { ...pending, clients: [...pending.clients, client] };
      return { state: { ...missed, pending: new Map(missed.pending).set(question, joined) } };
    }
    const numbered = { ...missed, nextId: missed.nextId + 1 };
    return ask(numbered, question, { id: missed.nextId, clients: [client], tries: 0, sinceMs: nowMs }, nowMs);
  }
  function hearReply(
    state: RecursiveState,
    packet: Packet,
    question: string,
    reply: DnsReply,
    nowMs: number,
  ): Reaction<RecursiveState> {
    const pending = state.pending.get(question);
    if (!pending || packet.src !== pending.server) return { state };
    const rttMs = nowMs - pending.askedMs;
    const old = state.srttMs[packet.src];
    const srttMs = { ...state.srttMs, [packet.src]: old === 0 ? rttMs : KEPT * old + (1 - KEPT) * rttMs };
    const waiting = new Map(state.pending);
    waiting.delete(question);
    const cache = new Map(state.cache).set(question, { reply, untilMs: nowMs + 1000 * reply.ttlSeconds });
    const actions: Action[] = [
      stopTimer(`retry ${question}`),
      ...pending.clients.map((client) => replyTo(client, question, reply)),
    ];
    return { state: { ...state, srttMs, cache, pending: waiting }, actions };
  }
  function retry(state: RecursiveState, question: string, nowMs: number): Reaction<RecursiveState> {
    const pending = state.pending.get(question);
    if (!pending) return { state };
    // Silence counts as a round trip as long as the wait: others seem nearer now.
    const srttMs = {
      ...state.srttMs,
      [pending.server]: Math.max(state.srttMs[pending.server], nowMs - pending.askedMs),
    };
    if (nowMs - pending.sinceMs < totalMs) return ask({ ...state, srttMs }, question, pending, nowMs);
    const waiting = new Map(state.pending);
    waiting.delete(question);
    return { state: { ...state, srttMs, pending: waiting }, actions: [note(`gives up on ${question}`, "bad")] };
  }
  return {
    initial: {
      ...{ cache: new Map(), pending: new Map(), hits: 0, misses: 0, asked: {}, nextId: 0 },
      srttMs: Object.fromEntries(nameServers.map((each) => [each, 0])),
    },
    step(state, input, nowMs) {
      if (input.kind === "timer") return retry(state, input.timer.slice("retry ".length), nowMs);
      if (input.kind !== "packet" || input.packet.payload.kind !== "dns") return { state };
      const { id, question, reply } = input.packet.payload;
      if (!reply) return hearQuery(state, input.packet, id, question, nowMs);
      return hearReply(state, input.packet, question, reply, nowMs);
    },
  };
}

function replyTo({ flow, id }: Pending["clients"][number], question: string, reply: DnsReply): Action {
  return send(
    datagram(reversed(flow), { kind: "dns", id, question, reply }, queryBytes(question) + reply.answer.length),
  );
}
