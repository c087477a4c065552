// Quantiles of weighted values: the value below which this share of the users lies. d3-array gives every value the same weight.

/**
 * The weighted quantiles at `levels`, 0..1: the smallest value such that at least this share of the whole weight is not above it
 * (for equal weights the inverse of the empirical distribution, Hyndman & Fan 1996, definition 1). Values of weight 0 do not count.
 * @example weightedQuantiles([{ weight: 1, ms: 10 }, { weight: 3, ms: 20 }], ({ ms }) => ms, [0.25, 0.5]) // [10,20]
 * @throws RangeError without weight, or for a level outside 0..1
 */
export function weightedQuantiles<T extends { readonly weight: number }>(
  items: readonly T[],
  valueOf: (item: T) => number,
  levels: readonly number[],
): readonly number[] {
  return quantilesOf(Float64Array.from(items, valueOf), Float64Array.from(items, weightOf), levels);
}

const weightOf = ({ weight }: { readonly weight: number }) => weight;

/** Number of steps for counting values; only the step that contains a quantile is sorted. */
const STEPS = 1024;

/** The same for values and weights in two columns. An explorer computes this for 30,000 groups of users within one frame. */
export function quantilesOf(values: Float64Array, weights: Float64Array, levels: readonly number[]): readonly number[] {
  let [total, least, most] = [0, Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (!(weights[i] > 0)) continue;
    const value = values[i];
    total += weights[i];
    if (value < least) least = value;
    if (value > most && value < Infinity) most = value;
  }
  if (!(total > 0)) throw new RangeError("Expected at least one value with a weight above 0.");
  const scale = most > least ? (STEPS - 1) / (most - least) : 0;
  // The step of each value; -1 for values that do not count.
  const steps = new Int16Array(values.length).fill(-1);
  const sums = new Float64Array(STEPS + 1);
  for (let i = 0; i < values.length; i++) {
    if (!(weights[i] > 0)) continue;
    steps[i] = values[i] === Infinity ? STEPS : (values[i] - least) * scale;
    sums[steps[i]] += weights[i];
  }
  const goals = levels.map((level) => {
    if (!(level >= 0 && level <= 1))
      throw new RangeError(`The level of a quantile must be from 0 to 1 (got ${level}).`);
    return level * total * (1 - 1e-12);
  });
  const found = goals.map((goal) => stepOf(sums, goal));
  const sortedIn = membersOf(new Set(found.map(({ step }) => step)), steps, values);
  return found.map(({ step, below }, level) => {
    let sum = below;
    const here = sortedIn.get(step)!;
    for (const i of here) {
      sum += weights[i];
      if (sum >= goals[level]) return values[i];
    }
    return values[here[here.length - 1]];
  });
}

/** The step in which the weight reaches a goal, and the weight below it. */
function stepOf(sums: Float64Array, goal: number): { readonly step: number; readonly below: number } {
  let [step, below] = [-1, 0];
  for (let s = 0; s <= STEPS; s++) {
    if (sums[s] === 0) continue;
    if (step >= 0) below += sums[step];
    step = s;
    if (below + sums[s] >= goal) break;
  }
  return { step, below };
}

/** The positions of the values of these steps, in ascending order of the values. */
function membersOf(wanted: ReadonlySet<number>, steps: Int16Array, values: Float64Array): Map<number, number[]> {
  const members = new Map<number, number[]>();
  const byStep = Array.from<number[] | undefined>({ length: STEPS + 1 });
  for (const step of wanted) members.set(step, (byStep[step] = []));
  for (let i = 0; i < steps.length; i++) if (steps[i] >= 0) byStep[steps[i]]?.push(i);
  for (const here of members.values()) here.sort((a, b) => values[a] - values[b] || a - b);
  return members;
}

/** The distribution of a measure over the users. All NaN if there are none. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/**
 * Mean and quantiles by weight.
 * @example spread([{ weight: 1, ms: 10 }, { weight: 3, ms: 20 }], ({ ms }) => ms).p50 // 20
 */
export function spread<T extends { readonly weight: number }>(
  items: readonly T[],
  valueOf: (item: T) => number,
): Spread {
  return spreadOf(Float64Array.from(items, valueOf), Float64Array.from(items, weightOf));
}

/**
 * The weighted mean and percentiles of values in a column, with their weights in another.
 * @example spreadOf(Float64Array.of(10, 20), Float64Array.of(1, 3)).p50 // 20
 */
export function spreadOf(values: Float64Array, weights: Float64Array): Spread {
  let [total, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    total += weights[i];
    sum += weights[i] * values[i];
  }
  if (!(total > 0)) return { mean: NaN, p50: NaN, p90: NaN, p95: NaN, p99: NaN };
  const [p50, p90, p95, p99] = quantilesOf(values, weights, [0.5, 0.9, 0.95, 0.99]);
  return { mean: sum / total, p50, p90, p95, p99 };
}
