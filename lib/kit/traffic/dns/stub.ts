// The stub resolver of a host, with glibc's timers (resolv.conf(5)): servers in the listed order, 5 s for each, 2 rounds. An
// anycast resolver is one entry in this list; the sites behind it change without changing the list.
import { note, send, setTimer, stopTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { checkTime, checkWhole, TrafficError } from "../error.js";
import { datagram, type Packet } from "../packet.js";
import { queryBytes, type DnsReply } from "./message.js";
import { askOverTcp, hearOverTcp, type TcpQueries, type TcpQueryNews } from "./tcp-queries.js";

export interface StubOptions {
  /** The host's own address. */
  readonly address: string;
  /** Resolvers to query, in order. */
  readonly servers: readonly string[];
  /** Lookups and their times. */
  readonly lookups: readonly Lookup[];
  /** How long to wait for the first server, ms. Defaults to 5000. For the others see glibcWaitMs. */
  readonly timeoutMs?: number;
  /** Number of rounds through the list. Defaults to 2. */
  readonly attempts?: number;
  /** The EDNS size it offers; 512 sends no EDNS, which is glibc's default without the option `edns0`. Defaults to 1232. */
  readonly udpSize?: number;
  /** Bytes of each query. Defaults to the size of the question. */
  readonly queryBytes?: number;
}

export interface Lookup {
  readonly atMs: number;
  readonly question: string;
}

/**
 * `count` lookups of different names, one every `everyMs`.
 * @example lookupsEvery(10, 300).length // 300: a hundred a second for three seconds
 */
export const lookupsEvery = (everyMs: number, count: number): Lookup[] =>
  Array.from({ length: count }, (_, i) => ({ atMs: everyMs * i, question: `q${i}.example` }));

export interface LookupOutcome extends Lookup {
  readonly reply?: DnsReply;
  /** From the first query to the answer, or to giving up, ms. */
  readonly tookMs: number;
  /** Queries sent over UDP. */
  readonly tries: number;
  /** How the answer came; "tcp" if it did not fit over UDP. */
  readonly over: "udp" | "tcp";
}

export interface StubState {
  /** Number of queries sent so far, by lookup number. */
  readonly tries: readonly number[];
  readonly outcomes: readonly (LookupOutcome | undefined)[];
  /** Connections for answers that did not fit. */
  readonly connections: TcpQueries;
}

const FIRST_PORT = 40_000;

/**
 * How long glibc waits for a server of its list, ms: 5 s for the first, then 5 s doubled for each place in the list and divided by
 * their number, in whole seconds (res_send.c). For two that is 5 s each; for three 5, 3 and 6 s.
 */
export function glibcWaitMs(timeoutMs: number, place: number, servers: number): number {
  const wait = (timeoutMs * 2 ** place) / servers;
  if (place === 0) return timeoutMs;
  return wait < 1000 ? wait : 1000 * Math.floor(wait / 1000);
}

/**
 * A host that looks names up.
 * @example stubResolver({ address: "203.0.113.7", servers: ["192.0.2.53"], lookups: lookupsEvery(10, 3) }).initial.outcomes.length // 3
 * @throws TrafficError for no server, or invalid timers
 */
export function stubResolver(options: StubOptions): Program<StubState> {
  const { address, servers, lookups, timeoutMs = 5000, attempts = 2, udpSize = 1232 } = options;
  if (servers.length === 0) throw new TrafficError("servers must not be empty: give at least one for a stub resolver.");
  if (!(timeoutMs > 0)) throw new TrafficError(`The timeout of a stub resolver must be above 0 ms (got ${timeoutMs}).`);
  checkWhole(attempts, "A stub resolver's attempts", 1);
  for (const { atMs, question } of lookups) checkTime(atMs, `The lookup of ${question}`);
  const most = attempts * servers.length;
  const portOf = (lookup: number, attempt: number) => FIRST_PORT + ((lookup * most + attempt) % 20_000);

  function ask(state: StubState, lookup: number): Reaction<StubState> {
    const tried = state.tries[lookup];
    const { question } = lookups[lookup];
    const flow = { src: address, srcPort: portOf(lookup, tried), dst: servers[tried % servers.length], dstPort: 53 };
    const query = { kind: "dns", id: lookup, question, ...(udpSize > 512 && { udpSize }) } as const;
    const actions = [
      send(datagram(flow, query, options.queryBytes ?? queryBytes(question))),
      setTimer(`timeout ${lookup}`, glibcWaitMs(timeoutMs, tried % servers.length, servers.length)),
    ];
    return { state: { ...state, tries: replaced(state.tries, lookup, tried + 1) }, actions };
  }
  function finish(
    state: StubState,
    lookup: number,
    nowMs: number,
    reply?: DnsReply,
    over: "udp" | "tcp" = "udp",
  ): Reaction<StubState> {
    const asked = lookups[lookup];
    const tookMs = nowMs - asked.atMs;
    const outcome = { ...asked, ...(reply && { reply }), tookMs, tries: state.tries[lookup], over };
    const text = reply ? `${asked.question}: answered by ${reply.server}` : `${asked.question}: no answer`;
    return {
      state: { ...state, outcomes: replaced(state.outcomes, lookup, outcome) },
      actions: [stopTimer(`timeout ${lookup}`), note(text, reply ? "good" : "bad")],
    };
  }
  function hear(state: StubState, packet: Packet, nowMs: number): Reaction<StubState> {
    const { payload } = packet;
    if (payload.kind !== "dns" || !payload.reply) return { state };
    const lookup = payload.id;
    if (state.outcomes[lookup]) return { state };
    const asked = Array.from({ length: state.tries[lookup] }, (_, i) => i).find(
      (i) => portOf(lookup, i) === packet.dstPort,
    );
    // A reply counts only from the address that was queried; others may be forged (RFC 5452, 9.1).
    if (asked === undefined || packet.src !== servers[asked % servers.length])
      return { state, actions: [note(`drops a reply from ${packet.src}, which it did not ask`, "bad")] };
    if (!payload.reply.truncated) return finish(state, lookup, nowMs, payload.reply);
    // Truncated: the same question again over TCP (RFC 7766).
    const local = { address, port: packet.dstPort! };
    const question = { local, server: packet.src, question: lookups[lookup].question, for: `${lookup}` };
    const { queries, actions } = askOverTcp(state.connections, question, nowMs);
    return {
      state: { ...state, connections: queries },
      actions: [setTimer(`timeout ${lookup}`, timeoutMs), ...actions],
    };
  }
  /** After a timeout or a broken connection: the next server of the list, if there is one. */
  function goOn(state: StubState, lookup: number, nowMs: number): Reaction<StubState> {
    return state.tries[lookup] < most ? ask(state, lookup) : finish(state, lookup, nowMs);
  }
  function hearTcp(before: StubState, news: TcpQueryNews, nowMs: number): Reaction<StubState> {
    const state = { ...before, connections: news.queries };
    const lookup = Number(news.for);
    if (state.outcomes[lookup] || !(news.reply || news.isBroken)) return { state, actions: news.actions };
    const after = news.reply ? finish(state, lookup, nowMs, news.reply, "tcp") : goOn(state, lookup, nowMs);
    return { state: after.state, actions: [...news.actions, ...after.actions!] };
  }
  return {
    initial: { tries: lookups.map(() => 0), outcomes: lookups.map(() => undefined), connections: new Map() },
    step(state, input, nowMs) {
      if (input.kind === "start") {
        const actions: Action[] = lookups.map(({ atMs }, lookup) => setTimer(`lookup ${lookup}`, atMs));
        return { state, actions };
      }
      const news = hearOverTcp(state.connections, input, nowMs);
      if (news) return hearTcp(state, news, nowMs);
      if (input.kind === "packet") return hear(state, input.packet, nowMs);
      return input.kind === "timer" ? goOn(state, Number(input.timer.split(" ")[1]), nowMs) : { state };
    },
  };
}

const replaced = <T>(list: readonly T[], at: number, value: T): T[] => list.map((each, i) => (i === at ? value : each));
