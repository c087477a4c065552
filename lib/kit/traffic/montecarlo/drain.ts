// Connections that a drain affects: they began at random instants before it and are still open. Long connections are
// overrepresented (the inspection paradox), so the open ones last longer than the average.
import { seededRandom } from "../../routing/convergence/index.js";
import { checkTime, TrafficError } from "../error.js";
import { checkDuration, drawDuration, type Duration } from "./flows.js";

export interface DrainOptions {
  /** Number of connections that begin in the window. */
  readonly flows: number;
  /** Length of the window before the drain, ms; must be many times the duration of connections. */
  readonly windowMs: number;
  readonly duration: Duration;
  readonly seed: number;
}

export interface Drain {
  /** Duration of each connection, ms. */
  readonly durationsMs: readonly number[];
  /** Remaining duration of each connection that is open when the drain begins, ms. */
  readonly remainingMs: readonly number[];
  /** The share of open connections that a server breaks if it leaves this long after the drain began, 0..1. */
  readonly brokenAfter: (waitMs: number) => number;
}

/**
 * Samples the connections that are open when a drain begins, and how long each remains, ms; `brokenAfter` gives the share that a
 * server breaks if it leaves later.
 * @example drainConnections({ flows: 300_000, windowMs: 7_200_000, duration: { kind: "log-normal", medianMs: 3000, sigma: 2 }, seed: 1 }).brokenAfter(60_000) // 0.4688
 * @throws TrafficError for no flow, an invalid time, or if no connection is open
 */
export function drainConnections({ flows, windowMs, duration, seed }: DrainOptions): Drain {
  if (!(Number.isInteger(flows) && flows > 0))
    throw new TrafficError(`flows must be an integer above 0 (got ${flows}).`);
  checkTime(windowMs, "windowMs");
  checkDuration(duration);
  const random = seededRandom(seed);
  const durationsMs: number[] = [];
  const remainingMs: number[] = [];
  for (let i = 0; i < flows; i++) {
    const lasts = drawDuration(duration, random);
    const remaining = lasts - windowMs * random();
    durationsMs.push(lasts);
    if (remaining > 0) remainingMs.push(remaining);
  }
  if (remainingMs.length === 0)
    throw new TrafficError("No connection is open when the drain begins. Use more flows or a shorter window.");
  return {
    durationsMs,
    remainingMs,
    brokenAfter: (waitMs) => remainingMs.filter((left) => left > waitMs).length / remainingMs.length,
  };
}
