// The measures of a row of a comparison: name, unit, and the better direction.
import { meanInterval, type MeanInterval } from "./mean-interval.js";
import type { ComparisonRow, FailureRow } from "./comparison/index.js";

export interface Measure<Row> {
  readonly id: string;
  readonly name: string;
  /** Unit of the values; shares are in percent. */
  readonly unit: "ms" | "s" | "%" | "per million" | "";
  readonly digits: number;
  readonly better: "lower" | "higher";
  /** One sentence: the definition. */
  readonly meaning: string;
  /** The value in a row, in the unit. */
  readonly of: (row: Row) => number;
}

const DIGITS = { ms: 1, s: 0, "%": 1, "per million": 0, "": 0 } as const;
const FACTORS = { ms: 1, s: 1, "%": 100, "per million": 1e6, "": 1 } as const;

/**
 * Defaults: the row's field of that name, lower is better, the digits of the unit. Values are shares, not per cent: the unit
 * has its factor.
 */
type Told<Row> = Pick<Measure<Row>, "id" | "name" | "unit" | "meaning"> &
  Partial<Pick<Measure<Row>, "better" | "digits" | "of">>;

const measures = <Row>(told: readonly Told<Row>[]): readonly Measure<Row>[] =>
  told.map(({ of = (row) => row[each.id as keyof Row] as number, ...each }) => ({
    better: "lower",
    digits: DIGITS[each.unit],
    ...each,
    of: (row) => FACTORS[each.unit] * of(row),
  }));

/** For a design without failures. */
export const designMeasures = measures<ComparisonRow>([
  { id: "answered", name: "answered", unit: "%", better: "higher", meaning: "Users who get an answer." },
  { id: "meanMs", name: "round trip, mean", unit: "ms", meaning: "Of the answered users." },
  { id: "p50Ms", name: "round trip, median", unit: "ms", meaning: "Half of the answered users have no more." },
  { id: "p90Ms", name: "round trip, p90", unit: "ms", meaning: "Nine in ten have no more." },
  { id: "p95Ms", name: "round trip, p95", unit: "ms", meaning: "Nineteen in twenty have no more." },
  { id: "p99Ms", name: "round trip, p99", unit: "ms", meaning: "Ninety-nine in a hundred have no more." },
  {
    id: "userP50Ms",
    name: "user time, median",
    unit: "ms",
    meaning: "Connection, requests and server: what half of the users see in no more than this time.",
  },
  { id: "userP95Ms", name: "user time, p95", unit: "ms", meaning: "The same for nineteen in twenty." },
  {
    id: "aboveBestP95Ms",
    name: "beyond best site, p95",
    unit: "ms",
    meaning: "Round trip beyond that of the user's best site, for nineteen in twenty no more than this.",
  },
  {
    id: "atBestSite",
    name: "at their best site",
    unit: "%",
    better: "higher",
    meaning: "Answered users whose site is their best, or as fast within 1 ms.",
  },
  {
    id: "highestUtilisation",
    name: "fullest site",
    unit: "%",
    meaning: "Demand over capacity at the fullest site; 0 if no site has a capacity.",
  },
  {
    id: "blastRadius",
    name: "blast radius",
    unit: "%",
    meaning: "Users who depend on the prefix that most depend on: whom one bad announcement can hit.",
  },
  {
    id: "exposed",
    name: "moved by BGP",
    unit: "%",
    meaning: "Users for whom BGP chooses among several sites, so that a change of route may take them to another.",
  },
  {
    id: "connectionsBroken",
    name: "connections broken",
    unit: "per million",
    meaning: "Connections that a change of route breaks while nothing fails.",
  },
  { id: "prefixes", name: "prefixes", unit: "", meaning: "Prefixes announced." },
  { id: "addresses", name: "addresses", unit: "", meaning: "Addresses that these prefixes take out of the world." },
]);

/** Undefined if all affected users are lost. */
const waits = ({ hit, lost }: FailureRow, seconds: number) => (hit > 0 && lost >= hit * (1 - 1e-9) ? NaN : seconds);

/** For a design after sites have failed. */
export const failureMeasures = measures<FailureRow>([
  {
    id: "hit",
    name: "users hit",
    unit: "%",
    meaning: "Users whose site failed, or under a hybrid the origin behind it.",
  },
  { id: "lost", name: "lost", unit: "%", meaning: "Users who no longer get an answer." },
  {
    id: "bystanders",
    name: "moved though fine",
    unit: "%",
    meaning: "Users whom BGP moves from their site although it is up.",
  },
  {
    id: "broken",
    name: "connections broken",
    unit: "%",
    meaning:
      "Open connections that break: those at the failed sites, and those of users who are moved although their site is up.",
    of: ({ hit, bystanders }) => hit + bystanders,
  },
  {
    id: "meanSeconds",
    name: "wait, mean",
    unit: "s",
    meaning: "How long users who are hit and not lost wait on average until they are answered again.",
    of: (row) => waits(row, row.meanSeconds),
  },
  {
    id: "worstSeconds",
    name: "wait, worst",
    unit: "s",
    meaning: "The same for the users who wait longest.",
    of: (row) => waits(row, row.worstSeconds),
  },
  {
    id: "highestUtilisation",
    name: "fullest site",
    unit: "%",
    meaning: "Demand over capacity at the fullest site when all have moved; above 100 it drops the rest.",
  },
  {
    id: "overloaded",
    name: "sites overloaded",
    unit: "",
    digits: 1,
    meaning: "Sites that get more than they can serve afterwards.",
    of: ({ overloaded }) => overloaded.length,
  },
]);

/**
 * The mean of a measure over rows of several seeds, with its 95 % interval; absent if no row has a value.
 * @example measured(designMeasures[0], runDesignComparison(comparison, 1, { designs: ["global"] })).mean // 100: all users are answered
 */
export function measured<Row>({ of }: Measure<Row>, rows: readonly Row[]): MeanInterval | undefined {
  const values = rows.map(of).filter(Number.isFinite);
  return values.length === 0 ? undefined : meanInterval(values);
}

/**
 * By how much a measure differs between two designs on the same Internets: the mean of the differences seed by seed, which is
 * far less uncertain than the difference of the means. Absent if no seed has both.
 * @example difference(designMeasures[1], runDesignComparison(comparison, 1, { designs: ["regional"] }), runDesignComparison(comparison, 1, { designs: ["global"] })).mean // 3.827: ms of mean round trip
 */
export function difference<Row extends { readonly seed: number }>(
  { of }: Measure<Row>,
  rows: readonly Row[],
  baseline: readonly Row[],
): MeanInterval | undefined {
  const bySeed = new Map(baseline.map((row) => [row.seed, row]));
  const differences = rows.flatMap((row) => {
    const same = bySeed.get(row.seed);
    return same ? [of(row) - of(same)] : [];
  });
  const values = differences.filter(Number.isFinite);
  return values.length === 0 ? undefined : meanInterval(values);
}
