// A comparison, computed and made into a report, for the tests of its page.
import { readDesignComparison } from "../../lib/kit/anycast/designs/comparison/comparison.js";
import { runDesignComparison, type ComparisonPicture } from "../../lib/kit/anycast/designs/comparison/run.js";
import { comparisonReport, type ComparisonReport } from "../../lib/kit/report/comparison/report.js";

const regions = { west: { sites: ["A", "B"] }, east: { sites: ["C"] } };

export const exampleComparison = {
  format: "anycast-comparison",
  version: 1,
  ases: 300,
  seeds: [1, 2, 3],
  transit: "largest",
  sites: {
    A: { city: "New York", capacity: 60 },
    B: { city: "London", capacity: 40 },
    C: { city: "Singapore", capacity: 60 },
  },
  demand: 100,
  designs: {
    global: { kind: "global" },
    "each <b>site</b> & its address": { kind: "geodns" },
    regional: { kind: "regional", regions },
    "regional, covered": { kind: "regional", regions, covering: true },
    hybrid: { kind: "hybrid", origin: "A" },
    "one site": { kind: "unicast", site: "B" },
  },
  dns: { errors: { continent: 0.02 }, ttlSeconds: 60 },
  failures: [["A"], ["B", "C"]],
};

export function exampleReport(json: object = exampleComparison): {
  report: ComparisonReport;
  pictures: ReadonlyMap<string, ComparisonPicture>;
} {
  const comparison = readDesignComparison(JSON.stringify(json));
  const rows = comparison.seeds.flatMap((seed, i) => runDesignComparison(comparison, seed, { picture: i === 0 }));
  const report = comparisonReport({
    command: "npx anycast compare example.json",
    inputs: [{ file: "example.json", sha256: "0".repeat(64), comparison }],
    designs: Object.keys(comparison.designs).map((name) => ({ name, input: 0, design: name })),
    rows,
  });
  return { report, pictures: new Map(rows.flatMap(({ design, picture }) => (picture ? [[design, picture]] : []))) };
}
