// A host's behaviour as a pure state machine: state and input give the next state and a list of actions. Stub resolvers,
// servers, TCP, QUIC and load balancers all have this form; only the simulator has side effects.
import type { Packet, PacketDraft } from "./packet.js";

/** Inputs of a host. */
export type Input =
  | { readonly kind: "start" }
  | { readonly kind: "packet"; readonly packet: Packet }
  /** A timer that it set has expired. */
  | { readonly kind: "timer"; readonly timer: string }
  /** An external signal, such as "drain". */
  | { readonly kind: "signal"; readonly signal: string };

/** Actions of a host. */
export type Action =
  | { readonly kind: "send"; readonly packet: PacketDraft }
  /** Starts or restarts the timer of this name. */
  | { readonly kind: "set timer"; readonly timer: string; readonly inMs: number }
  | { readonly kind: "stop timer"; readonly timer: string }
  /** Adds a note to the trace. */
  | { readonly kind: "note"; readonly text: string; readonly tone?: "good" | "bad" };

export interface Reaction<State> {
  readonly state: State;
  readonly actions?: readonly Action[];
}

export interface Program<State = unknown> {
  readonly initial: State;
  /** The new state and what the host does, given its state, a packet or a timer, and the time in ms. Must be pure. */
  step(state: State, input: Input, nowMs: number): Reaction<State>;
  /** The state in a word or two, for the trace: "ESTABLISHED". */
  label?(state: State): string;
}

/** A host at the edge of the network. */
export interface Host<State = unknown> {
  readonly name: string;
  /** The router it is attached to. */
  readonly node: string;
  readonly program: Program<State>;
  /** Its role in figures. */
  readonly role: "client" | "site" | "balancer";
}

export const send = (packet: PacketDraft): Action => ({ kind: "send", packet });
export const setTimer = (timer: string, inMs: number): Action => ({ kind: "set timer", timer, inMs });
export const stopTimer = (timer: string): Action => ({ kind: "stop timer", timer });
export const note = (text: string, tone?: "good" | "bad"): Action =>
  tone ? { kind: "note", text, tone } : { kind: "note", text };
