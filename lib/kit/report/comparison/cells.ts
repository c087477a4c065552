// The cells of a comparison's page: the comparison as code that a reader changes and runs again. The caller gives the
// runtime, which is not part of this package.
import type { ComparisonReport } from "./report.js";

export interface PageCell {
  readonly id: string;
  readonly source: string;
}

/** A part of a page with cells that run: its markup and what goes with it into the page. */
export interface LiveCells {
  readonly html: string;
  readonly css: string;
  readonly script: string;
  readonly packs: string;
}

/** The first file's comparison in two cells; none for a report on a given AS graph, which a page does not carry. */
export function comparisonCells({ inputs, graph }: ComparisonReport): readonly PageCell[] {
  if (graph) return [];
  const [{ file, comparison }] = inputs;
  const json = JSON.stringify(comparison, undefined, 2);
  return [
    {
      id: "comparison",
      source: `import { readDesignComparison, runDesignComparison } from "anycast-kit/anycast";\n\n// ${JSON.stringify(file)}\nconst comparison = readDesignComparison(JSON.stringify(${json}));`,
    },
    {
      id: "rows",
      source: `const [seed] = comparison.seeds;
const percent = (share: number) => Math.round(1000 * share) / 10;
console.table(
  runDesignComparison(comparison, seed).map(({ design, answered, meanMs, p95Ms, atBestSite, highestUtilisation }) => ({
    design,
    "answered, %": percent(answered),
    "mean, ms": Math.round(meanMs),
    "95th percentile, ms": Math.round(p95Ms),
    "at the best site, %": percent(atBestSite),
    "highest utilisation, %": percent(highestUtilisation),
  })),
);`,
    },
  ];
}
