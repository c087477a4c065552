// A receiver and its last-hop router, as one host: joins each group towards the nearest rendezvous point, again every minute,
// and immediately when the route to it changes (RFC 7761, section 4.5.4). It may switch to each source's own tree when it
// learns of the source.
import { send, setTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { checkTime } from "../error.js";
import { streamKey, streamOf, type StreamPacket } from "./message.js";
import { pim } from "./packets.js";
import { PIM_TIMERS } from "./timers.js";

/** The signal that its route to the rendezvous point changed. */
export const ROUTE_CHANGED = "its route to the rendezvous point changed";

export interface LastHopOptions {
  readonly address: string;
  readonly groups: readonly string[];
  readonly rendezvous: string;
  /** When it joins, ms. Defaults to 0. */
  readonly joinMs?: number;
  /**
   * "shared": always over the rendezvous point. "source": over the source's own tree from its first packet on. Defaults to
   * "shared".
   */
  readonly trees?: "shared" | "source";
}

/** A packet delivered to its receiver. */
export interface HeardPacket extends StreamPacket {
  readonly atMs: number;
}

export interface LastHopState {
  readonly heard: readonly HeardPacket[];
  /** Duplicate packets, received over another branch. */
  readonly duplicates: number;
  /** The last rendezvous point of its shared trees, by group. */
  readonly upstream: ReadonlyMap<string, string>;
  /** Streams that it joined at their source, and whether they arrive from there. */
  readonly own: ReadonlyMap<string, boolean>;
}

/**
 * A multicast receiver and its last-hop router: it joins its groups at the rendezvous point, again every minute and when the
 * route to it changes (RFC 7761, section 4.5.4).
 * @example lastHopRouter({ address: "203.0.113.7", groups: ["239.1.1.1"], rendezvous: "192.0.2.53" }).initial.heard // []
 * @throws TrafficError for an invalid time
 */
export function lastHopRouter(options: LastHopOptions): Program<LastHopState> {
  const { address, groups, rendezvous, joinMs = 0, trees = "shared" } = options;
  checkTime(joinMs, "joinMs");
  const joins = ({ own }: LastHopState): Action[] => [
    ...groups.map((group) => send(pim(address, rendezvous, { type: "Join", group }))),
    ...[...own.keys()].map((key) => send(pim(address, streamOf(key).source, { type: "Join", ...streamOf(key) }))),
    setTimer("join", PIM_TIMERS.joinMs),
  ];

  function hear(state: LastHopState, packet: StreamPacket, nowMs: number): Reaction<LastHopState> {
    if (!groups.includes(packet.group)) return { state };
    const { group, source, number, from } = packet;
    const key = streamKey(packet);
    const actions: Action[] = [];
    const isByRendezvous = from !== source;
    let { upstream, own } = state;
    if (isByRendezvous) upstream = new Map(upstream).set(group, from);
    if (trees === "source" && !own.has(key)) {
      own = new Map(own).set(key, false);
      actions.push(send(pim(address, source, { type: "Join", source, group })));
    }
    const isAskedTwice = isByRendezvous ? own.get(key) === true : own.get(key) === false && upstream.has(group);
    if (!isByRendezvous) own = new Map(own).set(key, true);
    if (isAskedTwice) actions.push(send(pim(address, upstream.get(group)!, { type: "Prune rpt", source, group })));
    const isNew = !state.heard.some((each) => each.number === number && streamKey(each) === key);
    const heard = isNew ? [...state.heard, { ...packet, atMs: nowMs }] : state.heard;
    return { state: { heard, upstream, own, duplicates: state.duplicates + (isNew ? 0 : 1) }, actions };
  }
  return {
    initial: { heard: [], duplicates: 0, upstream: new Map(), own: new Map() },
    step(state, input, nowMs) {
      if (input.kind === "start") return { state, actions: [setTimer("join", joinMs)] };
      if (input.kind === "timer") return { state, actions: joins(state) };
      if (input.kind === "packet")
        return input.packet.payload.kind === "stream" ? hear(state, input.packet.payload, nowMs) : { state };
      if (input.signal !== ROUTE_CHANGED || nowMs < joinMs) return { state };
      // RFC 7761, 4.5.4: a Prune to the old upstream neighbour, a Join to the new one, without waiting for the next minute.
      const prunes = [...state.upstream].map(([group, old]) => send(pim(address, old, { type: "Prune", group })));
      const actions = [...prunes, ...joins(state)];
      return { state: { ...state, upstream: new Map() }, actions };
    },
  };
}
