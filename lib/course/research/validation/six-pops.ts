// The six-PoP half of the report: predicted against measured shares, before and after prepending (PEERING tutorial, TMA PhD School 2023).
import { deployPops, popShares, type PopChange } from "../prediction/index.js";
import type { ValidationInputs } from "./inputs.js";

type Shares = Readonly<Record<string, number>>;

export interface SixPopRow {
  readonly announced: string;
  /** PoP -> percent. */
  readonly measured: Shares;
  /** By name of the prediction, PoP -> percent. */
  readonly predicted: Readonly<Record<string, Shares>>;
  /** By name of the prediction: mean of the absolute differences in percentage points, and Spearman's rank correlation. */
  readonly errors: Readonly<Record<string, { readonly meanPoints: number; readonly rankCorrelation?: number }>>;
}

export interface SixPopReport {
  readonly source: string;
  readonly pops: readonly string[];
  readonly rows: readonly SixPopRow[];
  /** By graph: percent of the ASes with equally good routes to several PoPs, nothing prepended. */
  readonly tied: Shares;
}

/** What each announcement of the measured case is, in the order of the file. */
const changes: readonly Readonly<Record<string, PopChange>>[] = [
  {},
  { saopaulo: { prependTo: { 174: 3 } }, delhi: { prependTo: { 9498: 3 } } },
  { saopaulo: { prepend: 3 }, delhi: { prepend: 3 } },
];

/** The report; without rows if the case is not at hand. */
export function validateSixPops({ graphs, ases, sixPops }: ValidationInputs): SixPopReport {
  const { source, measured, neighbours } = sixPops;
  if (neighbours.length === 0) return { source, pops: [], rows: [], tied: {} };
  const pops = neighbours.map(({ pop }) => pop);
  const tied: Record<string, number> = {};
  const base = Object.values(measured)[0];
  const predictions = changes.map((): Record<string, Shares> => ({}));
  for (const { name, graph } of graphs) {
    const deployment = deployPops(graph, neighbours);
    changes.forEach((change, i) => {
      const shares = popShares(deployment, change, (asn) => ases.get(asn)?.addresses ?? 0);
      predictions[i][`${name}, by ASes`] = percent(shares.byAses);
      predictions[i][`${name}, by addresses`] = percent(shares.byAddresses);
      if (i === 0) tied[name] = 100 * shares.tied;
    });
  }
  const rows = Object.entries(measured).map(([announced, shares], i): SixPopRow => {
    const predicted = {
      ...predictions[i],
      "baseline: all alike": Object.fromEntries(pops.map((pop) => [pop, 100 / pops.length])),
      ...(i > 0 && { "baseline: as measured before": base }),
    };
    const errors = Object.fromEntries(
      Object.entries(predicted).map(([name, each]) => [name, error(each, shares, pops)]),
    );
    return { announced, measured: shares, predicted, errors };
  });
  return { source, pops, rows, tied };
}

const percent = (shares: Shares): Shares =>
  Object.fromEntries(Object.entries(shares).map(([pop, share]) => [pop, 100 * share]));

function error(predicted: Shares, measured: Shares, pops: readonly string[]) {
  const meanPoints = pops.reduce((sum, pop) => sum + Math.abs(predicted[pop] - measured[pop]), 0) / pops.length;
  const correlation = rankCorrelation(
    pops.map((pop) => predicted[pop]),
    pops.map((pop) => measured[pop]),
  );
  return { meanPoints, ...(correlation !== undefined && { rankCorrelation: correlation }) };
}

/** Spearman (1904), equal values sharing their mean rank; undefined if all values of one side are equal. */
export function rankCorrelation(one: readonly number[], other: readonly number[]): number | undefined {
  const ranks = (values: readonly number[]) =>
    values.map((value) => values.filter((v) => v < value).length + (values.filter((v) => v === value).length - 1) / 2);
  const [x, y] = [ranks(one), ranks(other)];
  const mean = (one.length - 1) / 2;
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + (value - mean) * (b[i] - mean), 0);
  const scale = Math.sqrt(product(x, x) * product(y, y));
  return scale === 0 ? undefined : product(x, y) / scale;
}
