// What a row of a comparison says, one measure after the other: its name, its unit, and which direction is the better one.
import { meanInterval, type MeanInterval } from "./mean-interval.js";
import type { ComparisonRow, FailureRow } from "./run-comparison.js";

export interface Measure<Row> {
  readonly id: string;
  readonly name: string;
  /** Of the values; those of parts are in percent. */
  readonly unit: "ms" | "s" | "%" | "per million" | "";
  readonly digits: number;
  readonly better: "lower" | "higher";
  /** One sentence: what is measured. */
  readonly meaning: string;
  readonly of: (row: Row) => number;
}

type Of<Row> = (row: Row) => number;

function inMs<Row>(id: string, name: string, meaning: string, of: Of<Row>): Measure<Row> {
  return { id, name, unit: "ms", digits: 1, better: "lower", meaning, of };
}

function inSeconds<Row>(id: string, name: string, meaning: string, of: Of<Row>): Measure<Row> {
  return { id, name, unit: "s", digits: 0, better: "lower", meaning, of };
}

function inPercent<Row>(id: string, name: string, meaning: string, of: Of<Row>): Measure<Row> {
  return { id, name, unit: "%", digits: 1, better: "lower", meaning, of: (row) => 100 * of(row) };
}

function counted<Row>(id: string, name: string, meaning: string, of: Of<Row>): Measure<Row> {
  return { id, name, unit: "", digits: 0, better: "lower", meaning, of };
}

const isBetterHigh = <Row>(measure: Measure<Row>): Measure<Row> => ({ ...measure, better: "higher" });

/** Of a design with all its sites alive. */
export const designMeasures: readonly Measure<ComparisonRow>[] = [
  isBetterHigh(inPercent("answered", "answered", "Users who get an answer.", (row) => row.answered)),
  inMs("meanMs", "round trip, mean", "Of the answered users.", (row) => row.meanMs),
  inMs("p50Ms", "round trip, median", "Half of the answered users have no more.", (row) => row.p50Ms),
  inMs("p90Ms", "round trip, p90", "Nine in ten have no more.", (row) => row.p90Ms),
  inMs("p95Ms", "round trip, p95", "Nineteen in twenty have no more.", (row) => row.p95Ms),
  inMs("p99Ms", "round trip, p99", "Ninety-nine in a hundred have no more.", (row) => row.p99Ms),
  inMs(
    "userP50Ms",
    "user time, median",
    "Connection, requests and server: what half of the users see in no more than this time.",
    (row) => row.userP50Ms,
  ),
  inMs("userP95Ms", "user time, p95", "The same for nineteen in twenty.", (row) => row.userP95Ms),
  inMs(
    "aboveBestP95Ms",
    "beyond best site, p95",
    "Round trip beyond that of the user's best site, for nineteen in twenty no more than this.",
    (row) => row.aboveBestP95Ms,
  ),
  isBetterHigh(
    inPercent(
      "atBestSite",
      "at their best site",
      "Answered users whose site is their best, or as fast within 1 ms.",
      (row) => row.atBestSite,
    ),
  ),
  inPercent(
    "highestUtilisation",
    "fullest site",
    "Demand over capacity at the fullest site; 0 where no site has a capacity.",
    (row) => row.highestUtilisation,
  ),
  inPercent(
    "blastRadius",
    "blast radius",
    "Users who depend on the prefix that most depend on: whom one bad announcement can hit.",
    (row) => row.blastRadius,
  ),
  inPercent(
    "exposed",
    "moved by BGP",
    "Users for whom BGP chooses among several sites, so that a change of route may take them to another.",
    (row) => row.exposed,
  ),
  {
    id: "connectionsBroken",
    name: "connections broken",
    unit: "per million",
    digits: 0,
    better: "lower",
    meaning: "Connections that a change of route breaks while nothing fails.",
    of: (row) => 1e6 * row.connectionsBroken,
  },
  counted("prefixes", "prefixes", "Prefixes announced.", (row) => row.prefixes),
  counted("addresses", "addresses", "Addresses that these prefixes take out of the world.", (row) => row.addresses),
];

/** Of a design after sites died. */
export const failureMeasures: readonly Measure<FailureRow>[] = [
  inPercent("hit", "users hit", "Users whose site died.", (row) => row.hit),
  inPercent("lost", "lost", "Users whom nobody answers any more.", (row) => row.lost),
  inPercent(
    "bystanders",
    "moved though fine",
    "Users who are taken to another site though theirs is alive.",
    (row) => row.bystanders,
  ),
  inPercent(
    "broken",
    "connections broken",
    "Open connections that end: those at the dead sites, and those of users who are moved though theirs is fine.",
    (row) => row.hit + row.bystanders,
  ),
  inSeconds(
    "meanSeconds",
    "wait, mean",
    "How long users who are hit and not lost wait on average until they are answered again.",
    (row) => row.meanSeconds,
  ),
  inSeconds("worstSeconds", "wait, worst", "The same for those who wait longest.", (row) => row.worstSeconds),
  counted(
    "overloaded",
    "sites overloaded",
    "Sites that get more than they can serve afterwards.",
    (row) => row.overloaded.length,
  ),
];

/** The mean of a measure over rows of several seeds, with its 95 % interval; absent where no row has a value. */
export function measured<Row>({ of }: Measure<Row>, rows: readonly Row[]): MeanInterval | undefined {
  const values = rows.map(of).filter(Number.isFinite);
  return values.length === 0 ? undefined : meanInterval(values);
}

/**
 * By how much a measure differs between two designs on the same Internets: the mean of the differences seed by seed, which is
 * far less uncertain than the difference of the means. Absent where no seed has both.
 */
export function difference<Row extends { readonly seed: number }>(
  { of }: Measure<Row>,
  rows: readonly Row[],
  baseline: readonly Row[],
): MeanInterval | undefined {
  const differences = rows.flatMap((row) => {
    const same = baseline.find(({ seed }) => seed === row.seed);
    return same ? [of(row) - of(same)] : [];
  });
  const values = differences.filter(Number.isFinite);
  return values.length === 0 ? undefined : meanInterval(values);
}
