// Who departs from the level of a pair, after some of its ASes were observed: logistic regression in which a kind of evidence of
// which an AS has much, such as ten providers, counts no more than the one provider of another AS.
import { EVERYBODY, evidenceRows, kindOf, type EvidenceOptions } from "./evidence.js";
import { fitLogistic, type EvidenceRows } from "./logistic.js";

export interface ModelSettings {
  /** Prior variance of a piece of evidence, in squared log-odds. */
  readonly variance: number;
  /** Whether an AS's providers share what one provider counts. */
  readonly shared: boolean;
}

/** What is known of the ASes of a pair before any of them is observed. */
export interface PairModel {
  readonly ases: readonly number[];
  readonly rows: EvidenceRows;
  readonly values: Float64Array;
  readonly level: number;
}

/** Row of an AS in the model -> the site it was seen to use. */
export type ObservedRows = ReadonlyMap<number, 0 | 1>;

export function pairModel(
  ases: readonly number[],
  evidence: EvidenceOptions,
  { level, spread, settings }: { readonly level: number; readonly spread: number; readonly settings: ModelSettings },
): PairModel {
  const rows = evidenceRows(ases, evidence);
  const kinds = rows.codes.map(kindOf);
  const values = new Float64Array(rows.columns.length);
  const count = new Map<string, number>();
  for (let i = 0; i < ases.length; i++) {
    count.clear();
    for (let k = rows.starts[i]; k < rows.starts[i + 1]; k++) {
      const kind = kinds[rows.columns[k]];
      count.set(kind, (count.get(kind) ?? 0) + 1);
    }
    for (let k = rows.starts[i]; k < rows.starts[i + 1]; k++) {
      const column = rows.columns[k];
      const among = settings.shared && kinds[column].startsWith("provider") ? count.get(kinds[column])! : 1;
      values[k] = rows.codes[column] === EVERYBODY ? spread : Math.sqrt(settings.variance / among);
    }
  }
  return { ases, rows, values, level };
}

/** Four penalty units: with them a weight has a prior variance of 1 (see RIDGE in predict.ts), and the values say the rest. */
const RIDGE = 4;

/** Log-odds of every row that its AS uses the first site. */
export function logOddsAfter({ ases, rows, values, level }: PairModel, observed: ObservedRows): Float64Array {
  const logOdds = new Float64Array(ases.length).fill(level);
  if (observed.size === 0) return logOdds;
  const asked = Int32Array.from(observed.keys());
  const yes = Uint8Array.from(observed.values(), (site) => Number(site === 0));
  const weights = fitLogistic({ rows, learnFrom: asked, yes, offset: level, ridge: RIDGE, intercept: -1, values });
  for (let i = 0; i < ases.length; i++)
    for (let k = rows.starts[i]; k < rows.starts[i + 1]; k++) logOdds[i] += weights[rows.columns[k]] * values[k];
  return logOdds;
}
