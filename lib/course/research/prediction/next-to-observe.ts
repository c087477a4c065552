// Which ASes to observe next: the ASes whose answers take away most of the uncertainty about all others. The model's covariance of
// two ASes is what evidence they share; an answer lowers it (Seo et al. 2000, "Gaussian process regression: active data selection").
import { inDrawnOrder } from "./folds.js";
import { logOddsAfter, type ObservedRows, type PairModel } from "./pair-model.js";

/** This number of ASes stands for all; the work grows with the square. */
const POINTS = 1000;
/** And this number of observed ASes for all that were observed, if there are more. */
const OBSERVED_POINTS = 400;
/** No answer is surer than this: p (1 - p) of 0.98. */
const LEAST_DOUBT = 0.02;

export interface NextOptions {
  readonly count: number;
  /** Rows that can be observed. Defaults to all. */
  readonly candidates?: readonly number[];
}

/** Rows to observe next, the most telling first; none that is observed already. Fewer than `count` if there are not so many. */
export function nextToObserve(model: PairModel, observed: ObservedRows, { count, candidates }: NextOptions): number[] {
  const targets = drawn(model, [...model.ases.keys()]);
  const open = (candidates ? drawn(model, candidates) : targets).filter((row) => !observed.has(row));
  const all = [...observed.keys()];
  const answered = all.length > OBSERVED_POINTS ? drawn(model, all, OBSERVED_POINTS) : all;
  const points = [...new Set([...answered, ...open, ...targets])];
  const place = new Map(points.map((row, i) => [row, i]));
  const doubts = doubtsAt(model, observed, points);
  const covariance = covarianceOf(model, points);
  const size = points.length;
  const weights = new Float64Array(size);
  for (const row of targets) weights[place.get(row)!] = doubts[place.get(row)!];
  for (const row of answered) answer(covariance, size, place.get(row)!, doubts);
  const left = new Set(open.map((row) => place.get(row)!));
  const chosen: number[] = [];
  while (chosen.length < count && left.size > 0) {
    let best = -1;
    let most = -1;
    for (const c of left) {
      const from = c * size;
      let gain = 0;
      for (let x = 0; x < size; x++) gain += weights[x] * covariance[from + x] * covariance[from + x];
      gain /= covariance[from + c] + 1 / doubts[c];
      if (gain > most) {
        most = gain;
        best = c;
      }
    }
    left.delete(best);
    chosen.push(points[best]);
    answer(covariance, size, best, doubts);
  }
  return chosen;
}

export interface ObserveOptions {
  /** ASes observed in the end. */
  readonly count: number;
  /** ASes chosen at a time, before their answers are known. */
  readonly batch?: number;
  /** What was observed before. */
  readonly before?: ObservedRows;
}

/** Asks up to `count` ASes in batches: each batch is chosen after the answers to those before. */
export function observeActively(
  model: PairModel,
  siteOf: (row: number) => 0 | 1,
  { count, batch = 5, before = new Map() }: ObserveOptions,
): ObservedRows {
  const observed = new Map(before);
  while (observed.size < count) {
    const next = nextToObserve(model, observed, { count: Math.min(batch, count - observed.size) });
    if (next.length === 0) break;
    for (const row of next) observed.set(row, siteOf(row));
  }
  return observed;
}

/** At most `most` of these rows, by the numbers of their ASes alone. */
const drawn = ({ ases }: PairModel, rows: readonly number[], most = POINTS): readonly number[] =>
  inDrawnOrder(rows, (row) => ases[row]).slice(0, most);

/** p (1 - p) of each point: how much its answer is in doubt. */
function doubtsAt(model: PairModel, observed: ObservedRows, points: readonly number[]): Float64Array {
  const logOdds = logOddsAfter(model, observed);
  return Float64Array.from(points, (row) => {
    const p = 1 / (1 + Math.exp(-logOdds[row]));
    return Math.max(LEAST_DOUBT, p * (1 - p));
  });
}

function covarianceOf({ rows, values }: PairModel, points: readonly number[]): Float64Array {
  const size = points.length;
  const covariance = new Float64Array(size * size);
  const members = new Map<number, { readonly at: number; readonly value: number }[]>();
  points.forEach((row, at) => {
    for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++) {
      const list = members.get(rows.columns[k]);
      if (list) list.push({ at, value: values[k] });
      else members.set(rows.columns[k], [{ at, value: values[k] }]);
    }
  });
  for (const list of members.values())
    for (const one of list) for (const other of list) covariance[one.at * size + other.at] += one.value * other.value;
  return covariance;
}

/** The covariance after the point's answer, in place. */
function answer(covariance: Float64Array, size: number, point: number, doubts: Float64Array): void {
  const own = covariance.slice(point * size, (point + 1) * size);
  const scale = 1 / (own[point] + 1 / doubts[point]);
  for (let x = 0; x < size; x++) {
    const factor = own[x] * scale;
    if (factor === 0) continue;
    const from = x * size;
    for (let y = 0; y < size; y++) covariance[from + y] -= factor * own[y];
  }
}
