// The stub resolver in every host, with glibc's timers (resolv.conf(5)): servers in the order listed, 5 s for each, 2 rounds.
// An anycast resolver address is one entry in that list; what is behind it changes without the list.
import { note, send, setTimer, stopTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { TrafficError } from "../error.js";
import { datagram, type Packet } from "../packet.js";
import { queryBytes, type DnsReply } from "./message.js";

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

export interface LookupOutcome extends Lookup {
  readonly reply?: DnsReply;
  /** From the first query to the answer, or to giving up, ms. */
  readonly tookMs: number;
  /** Queries sent. */
  readonly tries: number;
}

export interface StubState {
  /** By lookup number: how many queries were sent so far. */
  readonly tries: readonly number[];
  readonly outcomes: readonly (LookupOutcome | undefined)[];
}

const FIRST_PORT = 40_000;

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
    const outcome = { ...asked, ...(reply && { reply }), tookMs, tries: state.tries[lookup] };
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
    return finish(state, lookup, nowMs, payload.reply);
  }
  return {
    initial: { tries: lookups.map(() => 0), outcomes: lookups.map(() => undefined) },
    step(state, input, nowMs) {
      if (input.kind === "start") {
        const actions: Action[] = lookups.map(({ atMs }, lookup) => setTimer(`lookup ${lookup}`, atMs));
        return { state, actions };
      }
      if (input.kind === "packet") return hear(state, input.packet, nowMs);
      if (input.kind !== "timer") return { state };
      const lookup = Number(input.timer.split(" ")[1]);
      return state.tries[lookup] < most ? ask(state, lookup) : finish(state, lookup, nowMs);
    },
  };
}

const replaced = <T>(list: readonly T[], at: number, value: T): T[] => list.map((each, i) => (i === at ? value : each));
