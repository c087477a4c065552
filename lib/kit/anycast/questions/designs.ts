// Designs of one service, compared on a generated Internet as `anycast compare` does, for a question that DNS is a part of.
import type { QuestionRun } from "../../routing/scenario/index.js";
import {
  DesignComparisonError,
  readDesignComparison,
  runDesignComparison,
  type ComparisonRow,
} from "../designs/index.js";
import { isWithin, type Fact } from "./fact.js";

type Designs = Extract<QuestionRun, { readonly kind: "designs" }>;

/** A row for each design: the mean over the seeds. */
export function compareRun({ name, comparison: given, expect }: Designs): Fact[] {
  const comparison = readDesignComparison(JSON.stringify(given), { file: `run "${name}"` });
  const unknown = Object.keys(expect).find((design) => !Object.hasOwn(comparison.designs, design));
  if (unknown !== undefined)
    throw new DesignComparisonError(`run "${name}": expect names unknown design ${unknown}. Correct the name.`);
  const rows = comparison.seeds.flatMap((seed) => runDesignComparison(comparison, seed));
  return Object.keys(comparison.designs).map((design): Fact => {
    const own = rows.filter((row) => row.design === design);
    const mean = (value: (row: ComparisonRow) => number) => own.reduce((sum, row) => sum + value(row), 0) / own.length;
    const meanMs = mean((row) => row.meanMs);
    const atBestSite = mean((row) => row.atBestSite);
    const outageSeconds = mean(
      ({ failures }) => failures.reduce((sum, { meanSeconds }) => sum + meanSeconds, 0) / Math.max(1, failures.length),
    );
    const wanted = expect[design] ?? {};
    const holds =
      isWithin(meanMs, wanted.meanMs) &&
      isWithin(atBestSite, wanted.atBestSite) &&
      isWithin(outageSeconds, wanted.outageSeconds);
    const text = `${design}: round trip ${meanMs.toFixed(0)} ms on average, ${(100 * atBestSite).toFixed(0)} % of users at their best site, ${outageSeconds.toFixed(0)} s of outage for users whose site fails`;
    return { text, holds };
  });
}
