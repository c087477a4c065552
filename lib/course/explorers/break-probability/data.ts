// The data of "how long until a route change meets a connection", and the numbers for a state of its controls: the
// formula for any length, and a count of simulated connections at a few.
import { lruCache } from "anycast-kit/figures";
import { breakProbability, brokenFlows, type Estimate } from "anycast-kit/traffic";
import type { State } from "../core/index.js";

/** The data `explore("break-probability", ...)` takes. */
export interface BreakProbabilityProps {
  /** The learner's own rate of route changes per day, 0.01 to 100. Defaults to 1. */
  readonly changesPerDay?: number;
  /** The learner's own duration of a connection, s, 1 to 86,400. Defaults to 3600. */
  readonly seconds?: number;
}

/** The same in a page, with all defaults filled in. */
export type BreakProbabilityJson = Required<BreakProbabilityProps>;

/** Changes per day on the slider, in addition to the learner's own; and the curves that are always shown. */
const RATES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
export const CURVES = [0.01, 0.1, 1, 10, 100] as const;

/** Durations on the slider, s: from a single query to a day. */
const LENGTHS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/** Durations at which connections are counted, s, and their number. */
export const COUNTED = [1, 10, 60, 600, 3600, 21_600, 86_400] as const;
export const CONNECTIONS = 20_000;

export interface BreakProbabilityScenario {
  /** Values of the sliders, in ascending order: changes per day, and s. */
  readonly rates: readonly number[];
  readonly lengths: readonly number[];
  readonly initial: State;
  /**
   * Simulated connections of this length, and how many met a change; drawn separately for each length and rate, and cached,
   * because counting takes as long as drawing the picture.
   */
  readonly counted: (changesPerDay: number, seconds: number) => Estimate;
}

export function readBreakProbability({ changesPerDay, seconds }: BreakProbabilityJson): BreakProbabilityScenario {
  const among = (values: readonly number[], own: number) => [...new Set([...values, own])].sort((a, b) => a - b);
  const [rates, lengths] = [among(RATES, changesPerDay), among(LENGTHS, seconds)];
  const initial = { rate: rates.indexOf(changesPerDay), length: lengths.indexOf(seconds) };
  const known = lruCache<Estimate>();
  const counted = (rate: number, length: number) => known(`${rate} ${length}`, () => count(rate, length));
  return { rates, lengths, initial, counted };
}

/** The share of connections of this length that meet a change. */
export const broken = (changesPerDay: number, seconds: number) =>
  breakProbability({ changesPerDay, durationMs: 1000 * seconds });

const count = (changesPerDay: number, seconds: number): Estimate =>
  brokenFlows({
    flows: CONNECTIONS,
    changesPerDay,
    duration: { kind: "fixed", ms: 1000 * seconds },
    seed: Math.round(1000 * changesPerDay + seconds),
  });
