// Monte Carlo: repeats an experiment with different random numbers and counts successes. Seeded: the same seed gives the same
// result. Reports progress.
import { seededRandom, type Random } from "../../routing/convergence/index.js";
import { TrafficError } from "../error.js";
import { wilson, type Estimate } from "./wilson.js";

export interface TrialsOptions {
  readonly trials: number;
  readonly seed: number;
  /** One experiment; returns whether it succeeded. */
  readonly trial: (random: Random, number: number) => boolean;
  /** Called about a hundred times, and at the end. */
  readonly onProgress?: (done: number, trials: number) => void;
}

/**
 * Repeats an experiment with different random numbers and counts its successes, with a 95 % interval. The same seed gives the
 * same result.
 * @example monteCarlo({ trials: 100, seed: 1, trial: (random) => random() < 0.5 }).share // 0.51
 * @throws TrafficError for an invalid number of trials
 */
export function monteCarlo({ trials, seed, trial, onProgress }: TrialsOptions): Estimate {
  if (!(Number.isInteger(trials) && trials > 0))
    throw new TrafficError(`trials must be an integer above 0 (got ${trials}).`);
  const random = seededRandom(seed);
  const every = Math.max(1, Math.floor(trials / 100));
  let successes = 0;
  for (let i = 0; i < trials; i++) {
    if (trial(random, i)) successes++;
    if (onProgress && ((i + 1) % every === 0 || i + 1 === trials)) onProgress(i + 1, trials);
  }
  return wilson(successes, trials);
}
