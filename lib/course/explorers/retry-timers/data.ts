// The data of "three timers": detection, stub timeout and TTL, and how many lookups an outage costs. Formulas; a test compares
// them with the simulated stub resolver.
import { cacheMissRatio } from "anycast-kit/traffic";
import type { State } from "../core/index.js";

/** The data `explore("retry-timers", ...)` takes. */
export interface RetryTimersProps {
  /** Time until routing moves away from the failed site, s: one of 0.01, 0.1, 0.9, 3, 10, 30, 90, 180, 240. Defaults to 0.9. */
  readonly detection?: number;
  /** How long a stub resolver waits before it tries again, s, 1 to 15. Defaults to 5. */
  readonly timeout?: number;
  /** Queries before it gives up, 1 to 4. Defaults to 2. */
  readonly tries?: number;
  /** TTL of the answers, s: one of 0, 60, 300, 3600, 86400. Defaults to 0: nothing is cached. */
  readonly ttl?: number;
}

/** The same in a page, with all defaults filled in. */
export type RetryTimersJson = Required<RetryTimersProps>;

export const DETECTIONS = [0.01, 0.1, 0.9, 3, 10, 30, 90, 180, 240] as const;
export const TTLS = [0, 60, 300, 3600, 86_400] as const;
/** Lookups per second of all users, and of one host for one name. */
export const PER_SECOND = 1000;
const PER_NAME = 1 / 60;

export interface RetryTimersScenario {
  readonly initial: State;
}

export function readRetryTimers({ detection, timeout, tries, ttl }: RetryTimersJson): RetryTimersScenario {
  const at = (values: readonly number[], value: number) => values.indexOf(value);
  return { initial: { detection: at(DETECTIONS, detection), timeout, tries, ttl: at(TTLS, ttl) } };
}

export interface Timers {
  readonly detection: number;
  readonly timeout: number;
  readonly tries: number;
  readonly ttl: number;
}

export const timersOf = (state: State): Timers => ({
  detection: DETECTIONS[Number(state.detection)],
  timeout: Number(state.timeout),
  tries: Number(state.tries),
  ttl: TTLS[Number(state.ttl)],
});

/** What becomes of the lookups that users send during an outage. */
export interface OutageCost {
  readonly sent: number;
  readonly cached: number;
  /** Answered by a retry. */
  readonly late: number;
  readonly failed: number;
}

/**
 * A lookup sent `u` before routing heals is answered by the first retry after `u`: it fails if `u` exceeds the time of the last
 * query, and is late otherwise.
 */
export function outageCost({ detection, timeout, tries, ttl }: Timers): OutageCost {
  const sent = PER_SECOND * detection;
  const hit = 1 - cacheMissRatio(PER_NAME, ttl);
  /** Lookups of the first `until` seconds without an answer in the cache. Nothing refills it, so its answers are gone after a TTL. */
  const missed = (until: number) => {
    const useful = Math.min(until, ttl);
    return PER_SECOND * (until - (useful === 0 ? 0 : hit * (useful - useful ** 2 / (2 * ttl))));
  };
  const failed = missed(Math.max(0, detection - timeout * (tries - 1)));
  return { sent, cached: sent - missed(detection), late: missed(detection) - failed, failed };
}
