// Published numbers, ours, and why they differ: all studies, computed on several generated Internets. `npm run validate --
// --published FILE` writes the table; lessons show the one in data/published.json, because computing it takes longer than a
// cell may.
import { generateInternet } from "anycast-kit/topology";
import { meanInterval } from "anycast-kit/anycast";
import { anyOptStudy } from "./any-opt-study.js";
import { calderStudy, kochStudy, saratStudy } from "./cdn-study.js";
import { linkedInStudy } from "./linkedin-study.js";
import { rootLettersStudy } from "./root-letters-study.js";
import type { PublishedRow, Study } from "./study.js";

export const publishedStudies: readonly Study[] = [
  linkedInStudy,
  rootLettersStudy,
  calderStudy,
  kochStudy,
  anyOptStudy,
  saratStudy,
];

export interface PublishedComparisonOptions {
  /** Size of the Internets, 100 or more. Defaults to 1000. */
  readonly ases?: number;
  /** One Internet for each. Defaults to 1, 2, 3. */
  readonly seeds?: readonly number[];
  /** Defaults to all of them. */
  readonly studies?: readonly Study[];
}

/**
 * The table, computed: some ten seconds for three Internets of 1000 ASes. Numbers are rounded to a tenth.
 * @throws RangeError without a seed, or for a size out of range
 */
export function publishedComparison({
  ases = 1000,
  seeds = [1, 2, 3],
  studies = publishedStudies,
}: PublishedComparisonOptions = {}): readonly PublishedRow[] {
  if (seeds.length === 0) throw new RangeError("seeds: must have at least one.");
  const found = seeds.map((seed) => {
    const internet = generateInternet({ ases, seed });
    return studies.map(({ compute }) => compute(internet));
  });
  return studies.flatMap(({ study, year, source, quantities }, s) =>
    quantities.map(({ id, ...quantity }): PublishedRow => {
      const values = found.map((bySeed) => bySeed[s][id]);
      const round = (value: number) => Math.round(10 * value) / 10;
      const ours = round(meanInterval(values).mean);
      return {
        study,
        year,
        source,
        ...quantity,
        ours,
        low: round(Math.min(...values)),
        high: round(Math.max(...values)),
      };
    }),
  );
}
