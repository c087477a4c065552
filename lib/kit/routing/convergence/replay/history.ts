// The recorded history: an append-only log, and for each speaker, link and site the log positions where it changed. Any moment
// is found by bisection, so scrubbing back is as cheap as scrubbing forward.
import type { Refusal, ResolvedProblem } from "../../bgp/index.js";
import type { RoutingEvent } from "../events.js";
import type { HeldRoute } from "../loc-rib.js";
import type { PendingMessage } from "../message-order.js";
import type { Wiring } from "../speakers.js";

export type LogEntry = { readonly atMs: number } &
  /** An external event. */
  (
    | { readonly kind: "event"; readonly event: RoutingEvent }
    /** A message arrived. An update without a route was dropped by the receiver, for the given reason. */
    | {
        readonly kind: "update" | "withdrawal";
        readonly channel: number;
        readonly sentMs: number;
        /** The log's length when it was sent. */
        readonly sentStep: number;
        readonly route?: HeldRoute;
        readonly refused?: Refusal;
      }
    /** A route that damping had suppressed counts again. */
    | { readonly kind: "reuse"; readonly channel: number; readonly route: HeldRoute }
    /** A speaker now uses another route, or none. */
    | { readonly kind: "best"; readonly speaker: number; readonly route?: HeldRoute; readonly was?: HeldRoute }
    /** The two ends of a link now regard their session as up, or as down. */
    | { readonly kind: "session"; readonly wire: number; readonly up: boolean }
    /** A link carries packets, or does not. */
    | { readonly kind: "link"; readonly wire: number; readonly up: boolean }
    /** A site answers queries, or does not. */
    | { readonly kind: "site"; readonly site: number; readonly answers: boolean }
  );

/** How a run ended. */
export type Ending =
  /** Nothing is left to do. The time of the last message or change of route. */
  | { readonly kind: "converged"; readonly atMs: number }
  /** A state recurred with no external event due: the steps in between repeat forever. */
  | {
      readonly kind: "oscillates";
      readonly fromMs: number;
      readonly periodMs: number;
      /** Messages in one period. */
      readonly messages: number;
      /** ASNs that change their route in it, in ascending order. */
      readonly ases: readonly number[];
    }
  /** The limit of steps was reached. The ASes that changed their route in the last tenth of the steps. */
  | { readonly kind: "gave-up"; readonly atMs: number; readonly steps: number; readonly ases: readonly number[] }
  /** The function that chooses messages stopped the run; these messages are still in flight. */
  | { readonly kind: "stopped"; readonly atMs: number; readonly pending: readonly PendingMessage[] };

/** One value over time: `values[i]` from log position `steps[i]` on. */
export interface Timeline<T> {
  readonly steps: readonly number[];
  readonly values: readonly T[];
}

export interface History {
  readonly problem: ResolvedProblem;
  readonly wiring: Wiring;
  readonly log: readonly LogEntry[];
  readonly ending: Ending;
  /** What each channel had delivered before the log begins: nothing, unless the run started settled. */
  readonly heardBefore: readonly (HeldRoute | undefined)[];
  /** What each speaker used. */
  readonly best: readonly Timeline<HeldRoute | undefined>[];
  /** Whether each link carried packets. */
  readonly links: readonly Timeline<boolean>[];
  /** Whether each site answered. */
  readonly sites: readonly Timeline<boolean>[];
  /** Site number of each announcement. */
  readonly siteOf: readonly number[];
  /** Messages delivered. */
  readonly messages: { readonly updates: number; readonly withdrawals: number };
  /** What the model includes, and what it leaves out. */
  readonly fidelity: typeof convergenceFidelity;
}

/** The limits of the model. Figures of converging routes state them. */
export const convergenceFidelity = {
  modelled: [
    "Adj-RIB-In, decision process, Loc-RIB and Adj-RIB-Out of every router for one prefix; updates and withdrawals with link delay, in order on each session; MRAI with jitter, for advertisements",
    "failures and how long it takes to notice them; static and health-coupled announcements; iBGP with a full mesh or route reflectors; route-flap damping",
  ],
  notModelled: [
    "the load of routers (a link's delay stands for it), graceful restart, the time from RIB to FIB",
    "the IGP's own convergence; two ends of a session that notice at different times",
  ],
} as const;

/**
 * The value of a timeline at a log position: after the first `step` entries.
 * @example valueAt(history.sites[0], history.log.length) // false: the first site no longer answers
 */
export const valueAt = <T>(timeline: Timeline<T>, step: number): T => timeline.values[indexAt(timeline, step)];

/** The index of a timeline's value at a log position. */
export function indexAt({ steps }: Timeline<unknown>, step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps[middle] <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A timeline that is being written. */
export interface OpenTimeline<T> extends Timeline<T> {
  readonly steps: number[];
  readonly values: T[];
}

export const timeline = <T>(value: T): OpenTimeline<T> => ({ steps: [0], values: [value] });

/** From log position `step` on, thing `i` is `value`. */
export function note<T>(timelines: OpenTimeline<T>[], i: number, step: number, value: T): void {
  const { steps, values } = timelines[i];
  // Values that never change share one timeline.
  if (steps.length === 1) timelines[i] = { steps: [0, step], values: [values[0], value] };
  else {
    steps.push(step);
    values.push(value);
  }
}
