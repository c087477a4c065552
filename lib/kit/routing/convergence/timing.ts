// Durations: links, timers, detection. The defaults are the values suggested by RFC 4271 (section 10).
import { ConvergenceError, detectionMs, DETECTION, type Detection } from "./events.js";

/** MinRouteAdvertisementInterval (RFC 4271, 9.2.1.1): the minimum time between two updates to one neighbour. */
export interface Mrai {
  /** Between ASes, ms; 0 for none. Defaults to 30,000. */
  readonly ebgpMs?: number;
  /** Inside an AS, ms. Defaults to 5,000. */
  readonly ibgpMs?: number;
  /** Bounds of the random factor applied to each interval. Defaults to 0.75 and 1. */
  readonly jitter?: readonly [number, number];
  /** Whether withdrawals wait too, as RFC 4271 asks. Defaults to false: RFC 1771 (9.2.3.1) exempts them, to avoid black holes. */
  readonly withdrawals?: boolean;
}

export interface Timing {
  /**
   * One-way delay of a link, the processing at its end included, ms: the same for all, or drawn for each between two bounds.
   * Light in fibre comes on top where the routers' cities are known. Defaults to 20.
   */
  readonly linkDelayMs?: number | readonly [number, number];
  /** `false`: no interval at all. */
  readonly mrai?: Mrai | false;
  /** How neighbours detect a failure. Defaults to the hold timer of 90 s. An event may override it. */
  readonly detection?: Detection;
  /** Time from the repair of a link to an established session, ms. Defaults to 5,000. */
  readonly sessionSetupMs?: number;
}

export interface ResolvedTiming {
  readonly linkDelayMs: readonly [number, number];
  readonly mrai: Required<Mrai>;
  readonly detection: Detection;
  readonly sessionSetupMs: number;
}

export const NO_MRAI: Required<Mrai> = { ebgpMs: 0, ibgpMs: 0, jitter: [1, 1], withdrawals: false };

/** Fills in the defaults. @throws ConvergenceError for an invalid time */
export function resolveTiming(timing: Timing = {}): ResolvedTiming {
  const { linkDelayMs = 20, mrai = {}, detection = DETECTION.holdTimer, sessionSetupMs = 5000 } = timing;
  const bounds: readonly [number, number] = typeof linkDelayMs === "number" ? [linkDelayMs, linkDelayMs] : linkDelayMs;
  const resolved =
    mrai === false
      ? NO_MRAI
      : { ebgpMs: 30_000, ibgpMs: 5000, jitter: [0.75, 1] as const, withdrawals: false, ...mrai };
  checkBounds("linkDelayMs", bounds);
  checkBounds("mrai.jitter", resolved.jitter);
  checkMs("mrai.ebgpMs", resolved.ebgpMs);
  checkMs("mrai.ibgpMs", resolved.ibgpMs);
  checkMs("sessionSetupMs", sessionSetupMs);
  checkMs("detection", detectionMs(detection));
  return { linkDelayMs: bounds, mrai: resolved, detection, sessionSetupMs };
}

export function checkMs(what: string, ms: number): void {
  if (!(ms >= 0 && ms < Infinity)) throw new ConvergenceError(`${what}: must be a time of 0 ms or more (got ${ms}).`);
}

function checkBounds(what: string, [low, high]: readonly [number, number]): void {
  if (!(low >= 0 && low <= high && high < Infinity))
    throw new ConvergenceError(
      `${what}: expected a range of numbers of 0 or more, the smaller first (got ${low} to ${high}).`,
    );
}
