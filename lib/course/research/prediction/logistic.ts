// Logistic regression on yes-or-no evidence: the log-odds of an AS are an offset plus one weight for each piece of evidence it
// has. One weight at a time takes a Newton step, with a ridge penalty (Genkin, Lewis, Madigan, Technometrics 49(3), 2007).

/** Which evidence each AS has: that of row i is columns[starts[i]] .. columns[starts[i + 1] - 1]. */
export interface EvidenceRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  /** How many different pieces of evidence there are. */
  readonly width: number;
}

export interface LogisticOptions {
  readonly rows: EvidenceRows;
  /** The rows to learn from, and for each of them whether the answer was yes. */
  readonly learnFrom: Int32Array;
  readonly yes: Uint8Array;
  /** Log-odds before any evidence. */
  readonly offset: number;
  /** How strongly a weight is held at zero: as much as that many ASes of even odds would. */
  readonly ridge: number;
  /** The one column that is held much more loosely: the intercept; -1 if there is none. */
  readonly intercept: number;
  /** How much each entry of `rows.columns` counts. Defaults to 1. */
  readonly values?: Float64Array;
}

const PASSES = 12;
/** A weight that would move less is left alone. */
const SMALLEST_STEP = 1e-3;

/** The weight of each piece of evidence, as a change of log-odds; 0 for what fewer than two of the rows have. */
export function fitLogistic({ rows, learnFrom, yes, offset, ridge, intercept, values }: LogisticOptions): Float64Array {
  const { starts, members, entries } = byColumn(rows, learnFrom);
  const weights = new Float64Array(rows.width);
  const logOdds = new Float64Array(learnFrom.length).fill(offset);
  const probability = new Float64Array(learnFrom.length).fill(1 / (1 + Math.exp(-offset)));
  for (let pass = 0; pass < PASSES; pass++) {
    let moved = false;
    for (let column = 0; column < rows.width; column++) {
      const from = starts[column];
      const to = starts[column + 1];
      if (to - from < 2) continue;
      const penalty = column === intercept ? ridge / 100 : ridge / 4;
      let gradient = -penalty * weights[column];
      let curvature = penalty;
      for (let k = from; k < to; k++) {
        const p = probability[members[k]];
        const value = values ? values[entries[k]] : 1;
        gradient += value * (yes[members[k]] - p);
        curvature += value * value * Math.max(p * (1 - p), 0.02);
      }
      const step = Math.max(-1, Math.min(1, gradient / curvature));
      if (Math.abs(step) < SMALLEST_STEP) continue;
      moved = true;
      weights[column] += step;
      for (let k = from; k < to; k++) {
        const i = members[k];
        logOdds[i] += values ? step * values[entries[k]] : step;
        probability[i] = 1 / (1 + Math.exp(-logOdds[i]));
      }
    }
    if (!moved) break;
  }
  return weights;
}

/** The same entries by column: which of the rows to learn from have each piece of evidence. */
function byColumn({ starts, columns, width }: EvidenceRows, learnFrom: Int32Array) {
  const first = new Int32Array(width + 1);
  for (const row of learnFrom) for (let k = starts[row]; k < starts[row + 1]; k++) first[columns[k] + 1]++;
  for (let column = 0; column < width; column++) first[column + 1] += first[column];
  const next = first.slice();
  const members = new Int32Array(first[width]);
  const entries = new Int32Array(first[width]);
  learnFrom.forEach((row, i) => {
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const place = next[columns[k]]++;
      members[place] = i;
      entries[place] = k;
    }
  });
  return { starts: first, members, entries };
}
