// A source and its first-hop router, as one host: sends each packet down the joined branches, and inside a Register to the
// rendezvous point until it sends Register-Stop (RFC 7761, section 4.4.1). It registers with the shared address.
import { note, send, setTimer, stopTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { checkTime, TrafficError } from "../error.js";
import type { PimMessage, Stream } from "./message.js";
import { branch, pim } from "./packets.js";
import { alive, dropped, held, PIM_TIMERS, type SoftState } from "./timers.js";

export interface FirstHopOptions {
  /** The address of the source and of its router. */
  readonly address: string;
  readonly group: string;
  /** The address of the rendezvous point, which several may share. */
  readonly rendezvous: string;
  /** Start and interval of sending, ms. Defaults to 1000 and 1000. */
  readonly startMs?: number;
  readonly everyMs?: number;
}

export interface FirstHopState {
  /** Packets sent so far. */
  readonly sent: number;
  /** Routers that joined (S,G). */
  readonly joined: SoftState;
  /**
   * "join": packets go to the rendezvous point in Registers. "prune": it sent Register-Stop. "pending": a Null-Register probes
   * whether this still holds.
   */
  readonly register: "join" | "prune" | "pending";
}

/**
 * A multicast source and its first-hop router: it registers with the rendezvous point and sends down the joined branches (RFC
 * 7761, section 4.4.1).
 * @example firstHopRouter({ address: "198.51.100.7", group: "239.1.1.1", rendezvous: "192.0.2.53" }).initial.register // "join"
 * @throws TrafficError for invalid times
 */
export function firstHopRouter(options: FirstHopOptions): Program<FirstHopState> {
  const { address, group, rendezvous, startMs = 1000, everyMs = 1000 } = options;
  checkTime(startMs, "startMs");
  if (!(everyMs > 0 && everyMs < Infinity)) throw new TrafficError(`everyMs must be above 0 (got ${everyMs}).`);
  const stream: Stream = { source: address, group };
  const register = (number?: number): Action =>
    send(pim(address, rendezvous, { type: "Register", ...stream, ...(number !== undefined && { number }) }));

  function emit(state: FirstHopState, nowMs: number): Reaction<FirstHopState> {
    const number = state.sent + 1;
    const packet = { ...stream, number, from: address };
    // Branches first: a rendezvous point that received the packet over its branch ignores the Register.
    const actions = alive(state.joined, nowMs).map((router) => send(branch(router, packet)));
    if (state.register === "join") actions.push(register(number));
    return { state: { ...state, sent: number }, actions: [...actions, setTimer("packet", everyMs)] };
  }
  function hear(state: FirstHopState, message: PimMessage, from: string, nowMs: number): Reaction<FirstHopState> {
    if (message.group !== group) return { state };
    if (message.type === "Join")
      return { state: { ...state, joined: held(state.joined, from, nowMs + PIM_TIMERS.joinHoldMs) } };
    if (message.type === "Prune") return { state: { ...state, joined: dropped(state.joined, from) } };
    if (message.type !== "Register-Stop") return { state };
    const silentMs = PIM_TIMERS.registerMs - PIM_TIMERS.probeMs;
    return { state: { ...state, register: "prune" }, actions: [stopTimer("register"), setTimer("register", silentMs)] };
  }
  return {
    initial: { sent: 0, joined: new Map(), register: "join" },
    step(state, input, nowMs) {
      if (input.kind === "start") return { state, actions: [setTimer("packet", startMs)] };
      if (input.kind === "packet")
        return input.packet.payload.kind === "pim"
          ? hear(state, input.packet.payload, input.packet.src, nowMs)
          : { state };
      if (input.kind !== "timer") return { state };
      if (input.timer === "packet") return emit(state, nowMs);
      if (state.register === "prune")
        return {
          state: { ...state, register: "pending" },
          actions: [register(), setTimer("register", PIM_TIMERS.probeMs)],
        };
      return {
        state: { ...state, register: "join" },
        actions: [note("no Register-Stop: its packets go in Registers again")],
      };
    },
  };
}
