// A recursive resolver: queries name servers for its clients, caches answers for their TTL, and measures the servers. It tries
// all of them and prefers the fast ones, but retries the others now and then (RFC 9199, C1; BIND's SRTT).
import { note, send, setTimer, stopTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { checkTime, TrafficError } from "../error.js";
import { datagram, reversed, type FlowKey, type Packet } from "../packet.js";
import { EDNS_SIZE, queryBytes, type DnsMessage, type DnsReply } from "./message.js";
import { askOverTcp, hearOverTcp, type TcpQueries } from "./tcp-queries.js";

export interface RecursiveOptions {
  /** The source address of its queries. */
  readonly address: string;
  /** Its name in replies. */
  readonly identity: string;
  /** Addresses of the zone's name servers: unicast or anycast. */
  readonly nameServers: readonly string[];
  /** Timeout for a name server, ms; doubled after three tries. Defaults to 800 (BIND 9.18). */
  readonly retryMs?: number;
  /** Total timeout for a question, ms. Defaults to 10,000. */
  readonly totalMs?: number;
  readonly udpSize?: number;
}

interface Query {
  readonly id: number;
  readonly server: string;
  readonly askedMs: number;
}

interface Pending {
  /** The clients waiting for this answer. */
  readonly clients: readonly { readonly flow: FlowKey; readonly id: number }[];
  /** Queries sent so far: an answer to any of them is enough, and measures the round trip to its server. */
  readonly queries: readonly Query[];
  readonly sinceMs: number;
}

export interface RecursiveState {
  readonly cache: ReadonlyMap<string, { readonly reply: DnsReply; readonly untilMs: number }>;
  readonly pending: ReadonlyMap<string, Pending>;
  /** Smoothed round-trip time of each name server, ms; 0 before its first query. */
  readonly srttMs: Readonly<Record<string, number>>;
  readonly hits: number;
  readonly misses: number;
  /** Queries sent, by name server. */
  readonly asked: Readonly<Record<string, number>>;
  readonly nextId: number;
  /** Connections for answers that did not fit. */
  readonly connections: TcpQueries;
}

/** Decay of the round-trip time of a server that was not chosen, so that it is tried again later. */
const AGING = 0.98;
/** Weight of the old round-trip time in the average. */
const KEPT = 0.7;

/**
 * A recursive resolver: queries name servers for its clients, caches answers for their TTL, and prefers fast servers (RFC 9199,
 * C1).
 * @example recursiveResolver({ address: "198.51.100.1", identity: "r", nameServers: ["192.0.2.53"] }).initial.srttMs // { "192.0.2.53": 0 }
 * @throws TrafficError for no name server, or an invalid time
 */
export function recursiveResolver(options: RecursiveOptions): Program<RecursiveState> {
  const { address, nameServers, retryMs = 800, totalMs = 10_000, udpSize = EDNS_SIZE } = options;
  if (nameServers.length === 0)
    throw new TrafficError("nameServers must not be empty: give at least one for a recursive resolver.");
  checkTime(retryMs, "retryMs");
  checkTime(totalMs, "totalMs");

  const portOf = (id: number) => 1024 + (id % 60_000);
  const waitMs = (tries: number) => retryMs * 2 ** Math.max(0, tries - 3);

  /** Queries the server with the lowest round-trip time; unmeasured servers come first, in order. */
  function ask(state: RecursiveState, question: string, pending: Pending, nowMs: number): Reaction<RecursiveState> {
    const server = nameServers.reduce((best, each) => (state.srttMs[each] < state.srttMs[best] ? each : best));
    const srttMs = Object.fromEntries(
      nameServers.map((each) => [each, state.srttMs[each] * (each === server ? 1 : AGING)]),
    );
    const id = state.nextId;
    const flow = { src: address, srcPort: portOf(id), dst: server, dstPort: 53 };
    const query = { kind: "dns", id, question, udpSize } as const;
    const queries = [...pending.queries, { id, server, askedMs: nowMs }];
    const waiting = new Map(state.pending).set(question, { ...pending, queries });
    const asked = { ...state.asked, [server]: (state.asked[server] ?? 0) + 1 };
    return {
      state: { ...state, srttMs, asked, nextId: id + 1, pending: waiting },
      actions: [
        send(datagram(flow, query, queryBytes(question))),
        setTimer(`retry ${question}`, waitMs(queries.length)),
      ],
    };
  }
  function hearQuery(
    state: RecursiveState,
    flow: Packet,
    { id, question }: DnsMessage,
    nowMs: number,
  ): Reaction<RecursiveState> {
    const client = { flow, id };
    const cached = state.cache.get(question);
    if (cached && cached.untilMs > nowMs) {
      // The client may cache it only for the remaining TTL (RFC 1035, 3.2.1; RFC 2181, section 8).
      const ttlSeconds = Math.floor((cached.untilMs - nowMs) / 1000);
      const actions = [replyTo(client, question, { ...cached.reply, ttlSeconds })];
      return { state: { ...state, hits: state.hits + 1 }, actions };
    }
    const missed = { ...state, misses: state.misses + 1 };
    const pending = missed.pending.get(question);
    if (!pending) return ask(missed, question, { clients: [client], queries: [], sinceMs: nowMs }, nowMs);
    const joined = { ...pending, clients: [...pending.clients, client] };
    return { state: { ...missed, pending: new Map(missed.pending).set(question, joined) } };
  }
  function hearReply(
    state: RecursiveState,
    packet: Packet,
    { id, question, reply }: DnsMessage,
    nowMs: number,
  ): Reaction<RecursiveState> {
    const pending = state.pending.get(question);
    const query = pending?.queries.find((each) => each.id === id && each.server === packet.src);
    if (!pending || !query) return { state };
    const rttMs = nowMs - query.askedMs;
    const old = state.srttMs[query.server];
    const srttMs = { ...state.srttMs, [query.server]: old === 0 ? rttMs : KEPT * old + (1 - KEPT) * rttMs };
    if (!reply!.truncated) return answered({ ...state, srttMs }, question, reply!, nowMs);
    // A truncated reply is not an answer and is not cached (RFC 2181, section 9): retry over TCP, which takes two round trips.
    const local = { address, port: portOf(id) };
    const { queries, actions } = askOverTcp(
      state.connections,
      { local, server: query.server, question, for: question },
      nowMs,
    );
    return {
      state: { ...state, srttMs, connections: queries },
      actions: [setTimer(`retry ${question}`, 2 * waitMs(pending.queries.length)), ...actions],
    };
  }
  function answered(state: RecursiveState, question: string, reply: DnsReply, nowMs: number): Reaction<RecursiveState> {
    const clients = state.pending.get(question)?.clients ?? [];
    const waiting = new Map(state.pending);
    waiting.delete(question);
    const cache = new Map(state.cache).set(question, { reply, untilMs: nowMs + 1000 * reply.ttlSeconds });
    const actions = [stopTimer(`retry ${question}`), ...clients.map((client) => replyTo(client, question, reply))];
    return { state: { ...state, cache, pending: waiting }, actions };
  }
  function retry(state: RecursiveState, question: string, nowMs: number): Reaction<RecursiveState> {
    const pending = state.pending.get(question);
    if (!pending) return { state };
    // A timeout counts as a round trip of that length, so that other servers are preferred.
    const { server, askedMs } = pending.queries[pending.queries.length - 1];
    const srttMs = { ...state.srttMs, [server]: Math.max(state.srttMs[server], nowMs - askedMs) };
    if (nowMs - pending.sinceMs < totalMs) return ask({ ...state, srttMs }, question, pending, nowMs);
    const waiting = new Map(state.pending);
    waiting.delete(question);
    return { state: { ...state, srttMs, pending: waiting }, actions: [note(`gives up on ${question}`, "bad")] };
  }
  return {
    initial: {
      ...{ cache: new Map(), pending: new Map(), hits: 0, misses: 0, asked: {}, nextId: 0, connections: new Map() },
      srttMs: Object.fromEntries(nameServers.map((each) => [each, 0])),
    },
    step(state, input, nowMs) {
      const news = hearOverTcp(state.connections, input, nowMs);
      if (news) {
        const { queries, for: question, reply, isBroken } = news;
        const kept = { ...state, connections: queries };
        const after: Reaction<RecursiveState> = reply
          ? answered(kept, question, reply, nowMs)
          : isBroken
            ? retry(kept, question, nowMs)
            : { state: kept };
        return { state: after.state, actions: [...news.actions, ...(after.actions ?? [])] };
      }
      if (input.kind === "timer") return retry(state, input.timer.slice("retry ".length), nowMs);
      if (input.kind !== "packet" || input.packet.payload.kind !== "dns") return { state };
      const hear = input.packet.payload.reply ? hearReply : hearQuery;
      return hear(state, input.packet, input.packet.payload, nowMs);
    },
  };
}

function replyTo({ flow, id }: Pending["clients"][number], question: string, reply: DnsReply): Action {
  return send(
    datagram(reversed(flow), { kind: "dns", id, question, reply }, queryBytes(question) + reply.answer.length),
  );
}
