// MSDP between rendezvous points (RFC 3618): each advertises its active sources to the others. It uses their unicast addresses,
// because a message to the shared address would end at its own sender. Sources learned from peers are cached and advertised to
// new peers.
import { note, send, setTimer, type Action } from "../endpoint.js";
import { parseAddress } from "../../routing/index.js";
import { streamKey, streamOf, type MsdpMessage, type Stream } from "./message.js";
import { msdp } from "./packets.js";
import { alive, held, MSDP_TIMERS, type SoftState } from "./timers.js";

export interface MsdpState {
  /** Peers with whom a session is open. */
  readonly open: ReadonlySet<string>;
  /** Sources learned from peers. */
  readonly cache: SoftState;
}

export interface MsdpReaction {
  readonly state: MsdpState;
  readonly actions: readonly Action[];
}

export interface MsdpSpeaker {
  readonly initial: MsdpState;
  start(): readonly Action[];
  /** A message from a peer. `own`: the sources that registered here. */
  hear(state: MsdpState, from: string, message: MsdpMessage, own: readonly Stream[], nowMs: number): MsdpReaction;
  /** One of its timers, all of which are called "MSDP ...". */
  expire(state: MsdpState, timer: string, own: readonly Stream[]): MsdpReaction;
  /** Advertises sources to all peers immediately. */
  tell(state: MsdpState, streams: readonly Stream[]): readonly Action[];
}

/** One mesh group: every speaker is a peer of every other, so nothing is forwarded (RFC 3618, section 10.2). */
export function msdpSpeaker(address: string, peers: readonly string[]): MsdpSpeaker {
  const isCaller = (peer: string) => parseAddress(address).bits < parseAddress(peer).bits;
  const to = (peer: string, message: MsdpMessage) => send(msdp(address, peer, isCaller(peer), message));
  const active = (streams: readonly Stream[]): MsdpMessage => ({ type: "Source-Active", streams });
  const without = (state: MsdpState, peer: string): MsdpState => ({
    ...state,
    open: new Set([...state.open].filter((each) => each !== peer)),
  });
  const call = (peer: string): Action[] => [
    to(peer, { type: "Connect" }),
    setTimer(`MSDP retry ${peer}`, MSDP_TIMERS.retryMs),
  ];
  /** A session opens: all known sources are advertised to the other end. */
  function opened(state: MsdpState, peer: string, own: readonly Stream[], nowMs: number): MsdpReaction {
    const known = new Map([...own, ...alive(state.cache, nowMs).map(streamOf)].map((each) => [streamKey(each), each]));
    const message = known.size > 0 ? active([...known.values()]) : ({ type: "Keepalive" } as const);
    const actions = [to(peer, message), setTimer(`MSDP hold ${peer}`, MSDP_TIMERS.holdMs)];
    return { state: { ...state, open: new Set([...state.open, peer]) }, actions };
  }
  return {
    initial: { open: new Set(), cache: new Map() },
    start: () => [
      ...peers.filter(isCaller).flatMap(call),
      ...(peers.length > 0 ? [setTimer("MSDP advertise", MSDP_TIMERS.advertiseMs)] : []),
    ],
    hear(before, from, message, own, nowMs) {
      if (!peers.includes(from)) return { state: before, actions: [] };
      if (message.type === "Connect") return opened(before, from, own, nowMs);
      if (message.type === "Reset") return { state: without(before, from), actions: isCaller(from) ? call(from) : [] };
      // The reply opens the session at the caller; an unexpected message belongs to a session that was dropped here.
      const isAnswer = isCaller(from) && !before.open.has(from);
      if (!isAnswer && !before.open.has(from)) return { state: before, actions: [to(from, { type: "Reset" })] };
      const { state, actions } = isAnswer ? opened(before, from, own, nowMs) : { state: before, actions: [] };
      let { cache } = state;
      if (message.type === "Source-Active")
        for (const stream of message.streams) cache = held(cache, streamKey(stream), nowMs + MSDP_TIMERS.cacheMs);
      const hold = setTimer(`MSDP hold ${from}`, MSDP_TIMERS.holdMs);
      return { state: { ...state, cache }, actions: [...actions, hold] };
    },
    expire(state, timer, own) {
      const [, what, peer] = timer.split(" ");
      if (what === "advertise") {
        const message = own.length > 0 ? active(own) : ({ type: "Keepalive" } as const);
        const told = [...state.open].map((each) => to(each, message));
        return { state, actions: [...told, setTimer(timer, MSDP_TIMERS.advertiseMs)] };
      }
      if (what === "retry") return { state, actions: state.open.has(peer) ? [] : call(peer) };
      const actions = [note(`has not heard its MSDP peer ${peer} for ${MSDP_TIMERS.holdMs / 1000} s`, "bad")];
      return { state: without(state, peer), actions: [...actions, ...(isCaller(peer) ? call(peer) : [])] };
    },
    tell: ({ open }, streams) => [...open].map((peer) => to(peer, active(streams))),
  };
}
