// What a row of a comparison says, one measure after the other: its name, its unit, and which direction is the better one.
import { meanInterval, type ComparisonRow, type FailureRow, type MeanInterval } from "./run-comparison.js";

export interface Measure<Row> {
  readonly id: string;
  readonly name: string;
  /** "%" of a part; the values are in this unit. */
  readonly unit: "ms" | "s" | "%" | "";
  readonly digits: number;
  readonly better: "lower" | "higher";
  /** One sentence: what is measured. */
  readonly meaning: string;
  readonly of: (row: Row) => number;
}

type Told = Omit<Measure<never>, "of">;
const measure = <Row>(told: Told, of: (row: Row) => number): Measure<Row> => ({ ...told, of });
const ms = (id: string, name: string, meaning: string): Told => ({ ...{ id, name, unit: "ms", digits: 1 }, better: "lower", meaning }); // prettier-ignore
const part = (id: string, name: string, better: "lower" | "higher", meaning: string): Told => ({ ...{ id, name, unit: "%", digits: 1 }, better, meaning }); // prettier-ignore
const count = (id: string, name: string, meaning: string): Told => ({ ...{ id, name, unit: "", digits: 0 }, better: "lower", meaning }); // prettier-ignore

/** Of a design with all its sites alive. */
export const designMeasures: readonly Measure<ComparisonRow>[] = [
  measure(part("answered", "answered", "higher", "Users who get an answer."), (row) => 100 * row.answered),
  measure(ms("meanMs", "mean", "Round trip of an answered user, on average."), (row) => row.meanMs),
  measure(ms("p50Ms", "median", "Half of the answered users have no longer round trip."), (row) => row.p50Ms),
  measure(ms("p90Ms", "p90", "Nine in ten answered users have no longer round trip."), (row) => row.p90Ms),
  measure(ms("p95Ms", "p95", "Nineteen in twenty answered users have no longer round trip."), (row) => row.p95Ms),
  measure(ms("p99Ms", "p99", "All but one in a hundred answered users have no longer round trip."), (row) => row.p99Ms),
  measure(
    ms("userP50Ms", "user time, median", "Connection, requests and server: what a user waits for a page."),
    (row) => row.userP50Ms,
  ),
  measure(ms("userP95Ms", "user time, p95", "The same for the slowest twentieth."), (row) => row.userP95Ms),
  measure(
    ms("aboveBestP95Ms", "beyond best site, p95", "Round trip beyond that of the user's best site."),
    (row) => row.aboveBestP95Ms,
  ),
  measure(
    part(
      "atBestSite",
      "at their best site",
      "higher",
      "Answered users whose site is their best, or as fast within 1 ms.",
    ),
    (row) => 100 * row.atBestSite,
  ),
  measure(
    part(
      "highestUtilisation",
      "fullest site",
      "lower",
      "Demand over capacity at the fullest site; 0 without capacities.",
    ),
    (row) => 100 * row.highestUtilisation,
  ),
  measure(
    part("blastRadius", "blast radius", "lower", "Users who depend on one prefix: whom one bad announcement can hit."),
    (row) => 100 * row.blastRadius,
  ),
  measure(count("prefixes", "prefixes", "Prefixes announced."), (row) => row.prefixes),
  measure(count("addresses", "addresses", "Addresses that these prefixes take."), (row) => row.addresses),
];

/** Of a design after sites died. */
export const failureMeasures: readonly Measure<FailureRow>[] = [
  measure(part("hit", "users hit", "lower", "Users whose site died."), (row) => 100 * row.hit),
  measure(part("lost", "lost", "lower", "Users whom nobody answers any more."), (row) => 100 * row.lost),
  measure(
    part("bystanders", "moved though fine", "lower", "Users who move to another site though theirs is alive."),
    (row) => 100 * row.bystanders,
  ),
  measure(
    { ...{ id: "meanSeconds", name: "wait, mean", unit: "s", digits: 0 }, better: "lower", meaning: "How long users who are hit and not lost wait until they are answered again." }, // prettier-ignore
    (row) => row.meanSeconds,
  ),
  measure(
    { ...{ id: "worstSeconds", name: "wait, worst", unit: "s", digits: 0 }, better: "lower", meaning: "The same for those who wait longest." }, // prettier-ignore
    (row) => row.worstSeconds,
  ),
  measure(
    count("overloaded", "sites overloaded", "Sites that get more than they can serve afterwards."),
    (row) => row.overloaded.length,
  ),
];

/** The mean of a measure over rows of several seeds, with its 95 % interval; absent where no row has a value. */
export function measured<Row>({ of }: Measure<Row>, rows: readonly Row[]): MeanInterval | undefined {
  const values = rows.map(of).filter(Number.isFinite);
  return values.length === 0 ? undefined : meanInterval(values);
}
