// A PIM-SM rendezvous point (RFC 7761, section 4.4.2): sources register with it, receivers join at it, and it joins the sources
// of its receivers. It has two addresses: one that all rendezvous points share, and a unicast address for MSDP.
import { note, send, setTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import type { Packet } from "../packet.js";
import { streamKey, streamOf, type PimMessage, type Stream, type StreamPacket } from "./message.js";
import { msdpSpeaker, type MsdpState } from "./msdp.js";
import { branch, pim } from "./packets.js";
import { alive, dropped, held, PIM_TIMERS, type SoftState } from "./timers.js";

export interface RendezvousPointOptions {
  /** The unicast address. */
  readonly address: string;
  /** Unicast addresses of its MSDP peers. Defaults to none. */
  readonly peers?: readonly string[];
}

export interface RendezvousPointState {
  /** Receivers' routers on the shared trees: "group address". */
  readonly joined: SoftState;
  /** The routers among them on a source's own tree: "source group address". */
  readonly pruned: ReadonlySet<string>;
  /** Sources that registered here. */
  readonly registered: SoftState;
  /** Streams that it joined at their source; true once packets arrive from there (the SPT bit). */
  readonly followed: ReadonlyMap<string, boolean>;
  readonly msdp: MsdpState;
}

/**
 * An Anycast RP: PIM registers and joins (RFC 7761), and MSDP to the other RPs (RFC 3446, RFC 3618).
 * @example rendezvousPoint({ address: "198.51.100.1", peers: ["198.51.100.2"] }).initial.msdp.cache.size // 0
 */
export function rendezvousPoint({ address, peers = [] }: RendezvousPointOptions): Program<RendezvousPointState> {
  const speaker = msdpSpeaker(address, peers);
  const own = (state: RendezvousPointState, nowMs: number) => alive(state.registered, nowMs).map(streamOf);
  /** The routers that receive this stream from here. */
  const receivers = (state: RendezvousPointState, { source, group }: Stream, nowMs: number) =>
    alive(state.joined, nowMs)
      .filter((each) => each.startsWith(`${group} `))
      .map((each) => each.slice(group.length + 1))
      .filter((router) => !state.pruned.has(`${source} ${group} ${router}`));

  const forward = (state: RendezvousPointState, packet: StreamPacket, nowMs: number): Action[] =>
    receivers(state, packet, nowMs).map((router) => send(branch(router, { ...packet, from: address })));

  /** Joins the known sources of its receivers' groups, prunes the others: JoinDesired(S,G). */
  function follow(state: RendezvousPointState, nowMs: number): Reaction<RendezvousPointState> {
    const known = new Set([...alive(state.registered, nowMs), ...alive(state.msdp.cache, nowMs)]);
    const wanted = [...known].filter((key) => receivers(state, streamOf(key), nowMs).length > 0);
    const ask = (type: "Join" | "Prune") => (key: string) =>
      send(pim(address, streamOf(key).source, { type, ...streamOf(key) }));
    const actions = [
      ...wanted.filter((key) => !state.followed.has(key)).map(ask("Join")),
      ...[...state.followed.keys()].filter((key) => !wanted.includes(key)).map(ask("Prune")),
    ];
    const followed = new Map(wanted.map((key) => [key, state.followed.get(key) ?? false]));
    return { state: { ...state, followed }, actions };
  }

  function hearRegister(
    before: RendezvousPointState,
    from: string,
    message: Extract<PimMessage, { type: "Register" }>,
    nowMs: number,
  ): Reaction<RendezvousPointState> {
    const { source, group, number } = message;
    const key = streamKey(message);
    const isNew = !alive(before.registered, nowMs).includes(key);
    const state = { ...before, registered: held(before.registered, key, nowMs + PIM_TIMERS.sourceMs) };
    const actions: Action[] = [];
    if (isNew) actions.push(note(`knows ${source}`, "good"), ...speaker.tell(state.msdp, [message]));
    const hasOwnBranch = state.followed.get(key) === true;
    if (hasOwnBranch || receivers(state, message, nowMs).length === 0)
      actions.push(send(pim(address, from, { type: "Register-Stop", source, group })));
    else if (number !== undefined) actions.push(...forward(state, { source, group, number, from: address }, nowMs));
    return { state, actions };
  }
  function hearPim(state: RendezvousPointState, from: string, message: PimMessage, nowMs: number) {
    const router = `${message.group} ${from}`;
    switch (message.type) {
      case "Register":
        return hearRegister(state, from, message, nowMs);
      case "Join": {
        const wasThere = alive(state.joined, nowMs).includes(router);
        const pruned = new Set([...state.pruned].filter((each) => wasThere || !each.endsWith(` ${router}`)));
        return { state: { ...state, pruned, joined: held(state.joined, router, nowMs + PIM_TIMERS.joinHoldMs) } };
      }
      case "Prune":
        return { state: { ...state, joined: dropped(state.joined, router) } };
      case "Prune rpt":
        return { state: { ...state, pruned: new Set([...state.pruned, `${message.source} ${router}`]) } };
      default:
        return { state };
    }
  }
  function hear(state: RendezvousPointState, { src, payload }: Packet, nowMs: number): Reaction<RendezvousPointState> {
    if (payload.kind === "pim") return hearPim(state, src, payload, nowMs);
    if (payload.kind === "msdp") {
      const heard = speaker.hear(state.msdp, src, payload, own(state, nowMs), nowMs);
      return { state: { ...state, msdp: heard.state }, actions: heard.actions };
    }
    if (payload.kind !== "stream" || !state.followed.has(streamKey(payload))) return { state };
    const followed = new Map(state.followed).set(streamKey(payload), true);
    return { state: { ...state, followed }, actions: forward(state, payload, nowMs) };
  }
  function react(state: RendezvousPointState, timer: string, nowMs: number): Reaction<RendezvousPointState> {
    if (timer.startsWith("MSDP ")) {
      const expired = speaker.expire(state.msdp, timer, own(state, nowMs));
      return { state: { ...state, msdp: expired.state }, actions: expired.actions };
    }
    // Repeats the Joins: soft state must be refreshed.
    const again = [...state.followed.keys()].map((key) =>
      send(pim(address, streamOf(key).source, { type: "Join", ...streamOf(key) })),
    );
    return { state, actions: [...again, setTimer("join", PIM_TIMERS.joinMs)] };
  }
  return {
    initial: {
      ...{ joined: new Map(), pruned: new Set(), registered: new Map(), followed: new Map() },
      msdp: speaker.initial,
    },
    step(before, input, nowMs) {
      if (input.kind === "start")
        return { state: before, actions: [...speaker.start(), setTimer("join", PIM_TIMERS.joinMs)] };
      if (input.kind === "signal") return { state: before };
      const { state, actions = [] } =
        input.kind === "packet" ? hear(before, input.packet, nowMs) : react(before, input.timer, nowMs);
      const after = follow(state, nowMs);
      return { state: after.state, actions: [...actions, ...(after.actions ?? [])] };
    },
  };
}
