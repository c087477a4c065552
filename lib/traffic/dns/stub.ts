// The stub resolver in every host, with glibc's timers (resolv.conf(5)): servers in the order listed, 5 s for each, 2 rounds.
// An anycast resolver address is one entry in that list; what is behind it changes without the list.
import { note, send, setTimer, stopTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { TrafficError } from "../error.js";
import { datagram, type Packet } from "../packet.js";
import type { TcpConnection, TcpReaction } from "../tcp/connection.js";
import { arrived, expired, openConnection, write } from "../tcp/step.js";
import { queryBytes, type DnsReply } from "./message.js";
import { replyIn } from "./tcp.js";

export interface StubOptions {
  /** The host's own address. */
  readonly address: string;
  /** Resolvers to ask, in order. */
  readonly servers: readonly string[];
  /** What to look up, and when. */
  readonly lookups: readonly Lookup[];
  /** How long to wait for one server, ms; 5000 unless given. */
  readonly timeoutMs?: number;
  /** How often to go through the list; 2 unless given. */
  readonly attempts?: number;
  /** The EDNS size it offers; 1232 unless given, no EDNS for 512. */
  readonly udpSize?: number;
  /** Bytes of each query; as many as the question needs unless given. */
  readonly queryBytes?: number;
}

export interface Lookup {
  readonly atMs: number;
  readonly question: string;
}

/** So many lookups, one every `everyMs`, of names that differ. @example lookupsEvery(10, 300) // a hundred a second for three seconds */
export const lookupsEvery = (everyMs: number, count: number): Lookup[] =>
  Array.from({ length: count }, (_, i) => ({ atMs: everyMs * i, question: `q${i}.example` }));

export interface LookupOutcome extends Lookup {
  readonly reply?: DnsReply;
  /** From the first query to the answer, or to giving up, ms. */
  readonly tookMs: number;
  /** Queries sent over UDP. */
  readonly tries: number;
  /** How the answer came; "tcp" where it did not fit over UDP. */
  readonly over: "udp" | "tcp";
}

export interface StubState {
  /** By lookup number: how many queries were sent so far. */
  readonly tries: readonly number[];
  readonly outcomes: readonly (LookupOutcome | undefined)[];
  /** Connections for answers that did not fit, by lookup number. */
  readonly connections: ReadonlyMap<number, TcpConnection>;
}

const FIRST_PORT = 40_000;
const TCP_PORTS = 60_000;

/** A host that looks names up. @throws TrafficError for no server, or timers that cannot be */
export function stubResolver(options: StubOptions): Program<StubState> {
  const { address, servers, lookups, timeoutMs = 5000, attempts = 2, udpSize = 1232 } = options;
  if (servers.length === 0) throw new TrafficError("A stub resolver needs a server to ask: give servers.");
  if (!(timeoutMs > 0 && attempts >= 1))
    throw new TrafficError(`A stub resolver waits longer than ${timeoutMs} ms, and tries more often than ${attempts}.`);
  const most = attempts * servers.length;
  const portOf = (lookup: number, attempt: number) => FIRST_PORT + ((lookup * most + attempt) % 20_000);

  function ask(state: StubState, lookup: number): Reaction<StubState> {
    const tried = state.tries[lookup];
    const { question } = lookups[lookup];
    const flow = { src: address, srcPort: portOf(lookup, tried), dst: servers[tried % servers.length], dstPort: 53 };
    const query = { kind: "dns", id: lookup, question, ...(udpSize > 512 && { udpSize }) } as const;
    const actions = [
      send(datagram(flow, query, options.queryBytes ?? queryBytes(question))),
      setTimer(`timeout ${lookup}`, timeoutMs),
    ];
    return { state: { ...state, tries: replaced(state.tries, lookup, tried + 1) }, actions };
  }
  function finish(state: StubState, lookup: number, nowMs: number, reply?: DnsReply): Reaction<StubState> {
    const asked = lookups[lookup];
    const tookMs = nowMs - asked.atMs;
    const over = state.connections.has(lookup) ? ("tcp" as const) : ("udp" as const);
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
    // A reply counts only from the address that was asked: anybody could have sent the others (RFC 5452, 9.1).
    if (asked === undefined || packet.src !== servers[asked % servers.length])
      return { state, actions: [note(`drops a reply from ${packet.src}, which it did not ask`, "bad")] };
    return payload.reply.truncated
      ? askOverTcp(state, lookup, packet.src, nowMs)
      : finish(state, lookup, nowMs, payload.reply);
  }
  /** It did not fit: the same question again, with all the room of a connection (RFC 7766). */
  function askOverTcp(state: StubState, lookup: number, server: string, nowMs: number): Reaction<StubState> {
    const local = { address, port: TCP_PORTS + lookup };
    const opened = openConnection({ local, remote: { address: server, port: 53 }, nowMs });
    const asked = write(opened.connection, `${lookups[lookup].question}\n`, nowMs);
    const kept = keep(state, lookup, { ...asked, actions: [...opened.actions, ...asked.actions] }, nowMs);
    return { state: kept.state, actions: [setTimer(`timeout ${lookup}`, timeoutMs), ...kept.actions!] };
  }
  function keep(
    state: StubState,
    lookup: number,
    { connection, actions }: TcpReaction,
    nowMs: number,
  ): Reaction<StubState> {
    const reply = connection.closing ? undefined : replyIn(connection.received);
    const closed = reply ? write(connection, "", nowMs, true) : { connection, actions: [] };
    const connections = new Map(state.connections).set(lookup, closed.connection);
    const kept = { ...state, connections };
    const done = reply ? finish(kept, lookup, nowMs, reply) : { state: kept, actions: [] };
    return { state: done.state, actions: [...actions, ...closed.actions, ...done.actions!] };
  }
  return {
    initial: { tries: lookups.map(() => 0), outcomes: lookups.map(() => undefined), connections: new Map() },
    step(state, input, nowMs) {
      if (input.kind === "start") {
        const actions: Action[] = lookups.map(({ atMs }, lookup) => setTimer(`lookup ${lookup}`, atMs));
        return { state, actions };
      }
      if (input.kind === "packet") {
        const over = (input.packet.dstPort ?? 0) - TCP_PORTS;
        const connection = state.connections.get(over);
        if (connection) return keep(state, over, arrived(connection, input.packet, nowMs), nowMs);
        return hear(state, input.packet, nowMs);
      }
      if (input.kind !== "timer") return { state };
      if (/^(RTO|TIME-WAIT) /.test(input.timer)) {
        const [over, connection] = [...state.connections].find(([, { local }]) =>
          input.timer.includes(`:${local.port}-`),
        )!;
        return keep(state, over, expired(connection, input.timer, nowMs), nowMs);
      }
      const lookup = Number(input.timer.split(" ")[1]);
      return state.tries[lookup] < most ? ask(state, lookup) : finish(state, lookup, nowMs);
    },
  };
}

const replaced = <T>(list: readonly T[], at: number, value: T): T[] => list.map((each, i) => (i === at ? value : each));
