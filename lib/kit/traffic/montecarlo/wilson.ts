// Confidence interval of a share: Wilson's score interval (1927). It is valid near 0 and 1 too, where the usual p +- 1.96 s.e.
// has no width.
import { TrafficError } from "../error.js";

export interface Estimate {
  readonly trials: number;
  readonly successes: number;
  /** successes / trials. */
  readonly share: number;
  /** The interval that contains the true share with the requested confidence. */
  readonly low: number;
  readonly high: number;
}

/**
 * The confidence interval of a share: Wilson's score interval (1927), which is valid near 0 and 1 too.
 * @example wilson(0, 100).high // 0.03699
 * @param z defaults to 1.96, for 95 %
 * @throws TrafficError for invalid counts
 */
export function wilson(successes: number, trials: number, z = 1.96): Estimate {
  if (!(trials > 0 && successes >= 0 && successes <= trials))
    throw new TrafficError(
      `Expected at least one trial and at most as many successes (got ${successes} of ${trials}).`,
    );
  const share = successes / trials;
  const scale = 1 + (z * z) / trials;
  const middle = (share + (z * z) / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return { trials, successes, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
