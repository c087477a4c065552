// What a drain finds: connections that began at random instants before it, and those of them that are still open. The long ones are
// met more often than the short (the inspection paradox), so what is open outlives the average.
import { seededRandom } from "../../routing/convergence/index.js";
import { checkMs, TrafficError } from "../error.js";
import { checkDuration, drawDuration, type Duration } from "./flows.js";

export interface DrainOptions {
  /** Connections that begin in the time looked at. */
  readonly flows: number;
  /** How long before the drain the first of them may have begun, ms: many times what connections last. */
  readonly windowMs: number;
  readonly duration: Duration;
  readonly seed: number;
}

export interface Drain {
  /** How long each connection lasts, ms. */
  readonly durationsMs: readonly number[];
  /** How long each of those that are open when the drain begins still lasts, ms. */
  readonly remainingMs: readonly number[];
  /** The part of the open connections that a server breaks if it leaves so long after the drain began, 0..1. */
  readonly brokenAfter: (waitMs: number) => number;
}

/**
 * @example drainConnections({ flows: 300_000, windowMs: 7_200_000, duration: { kind: "log-normal", medianMs: 3000, sigma: 2 }, seed: 1 })
 * @throws TrafficError for no flow, a time that cannot be, or where none is open
 */
export function drainConnections({ flows, windowMs, duration, seed }: DrainOptions): Drain {
  if (!(Number.isInteger(flows) && flows > 0))
    throw new TrafficError(`${flows} connections cannot be: give a whole number above zero.`);
  checkMs(windowMs, "windowMs");
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
    throw new TrafficError("No connection is open when the drain begins: give more flows or a shorter window.");
  return {
    durationsMs,
    remainingMs,
    brokenAfter: (waitMs) => remainingMs.filter((left) => left > waitMs).length / remainingMs.length,
  };
}
