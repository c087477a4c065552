// Designs: evaluated per second at the size of issue 5 (10,000 ASes, 1,000 client cities, eight sites), and a sweep of
// `anycast compare` with two workers against one, in processes of its own, with the memory they take.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDesignComparison, runDesignComparison } from "../../lib/kit/dist/anycast/index.js";
import { measure } from "./measure.mjs";

const cities = ["New York", "London", "Singapore", "Sao Paulo", "Tokyo", "Johannesburg", "Los Angeles", "Mumbai"];
const letters = [..."ABCDEFGH"];
const regions = {
  Americas: { sites: ["A", "D", "G"] },
  "Europe and Africa": { sites: ["B", "F"] },
  Asia: { sites: ["C", "E", "H"] },
};
const json = {
  format: "anycast-comparison",
  version: 1,
  ases: 10_000,
  cities: 1000,
  seeds: [1, 2, 3, 4],
  transit: "largest",
  demand: 100,
  sites: Object.fromEntries(cities.map((city, i) => [letters[i], { city, capacity: 40 }])),
  designs: {
    global: { kind: "global" },
    GeoDNS: { kind: "geodns" },
    regional: { kind: "regional", regions },
    covered: { kind: "regional", regions, covering: true },
    hybrid: { kind: "hybrid", origin: "A" },
  },
  dns: { errors: { city: 0.05, country: 0.02, continent: 0.01 }, ttlSeconds: 60 },
  failures: letters.map((letter) => [letter]),
};
const size = { graph: "generated 10,000, 1,000 cities", sites: 8, designs: 5, failures: 8 };
const perSecond = (ms, count) => Math.round((1e6 * count) / ms) / 1000;

export function designRows() {
  const comparison = readDesignComparison(JSON.stringify(json));
  const one = measure("five designs of eight sites and eight failures on one Internet", (i) => runDesignComparison(comparison, 1 + (i % 4)), { runs: 5, warmUp: 1, ...size }); // prettier-ignore
  return [{ ...one, designsPerSecond: perSecond(one.median, 5) }, ...sweepRows()];
}

/** Internets of the sweep; each has a cell for each of the five designs. */
const SEEDS = 12;

/** Pairs in turn, so that whatever else the machine does hits both alike; the speed-up is the median of the pairs' ratios. */
function sweepRows() {
  const folder = mkdtempSync(join(tmpdir(), "anycast-bench-designs-"));
  const sorted = (list) => list.sort((a, b) => a - b);
  try {
    const file = join(folder, "designs.json");
    writeFileSync(file, JSON.stringify({ ...json, seeds: Array.from({ length: SEEDS }, (_none, i) => i + 1) }));
    const pairs = Array.from({ length: 3 }, (_none, i) => [1, 2].map((workers) => sweepOnce(folder, file, workers, i)));
    return [1, 2].map((workers, w) => {
      const times = sorted(pairs.map((pair) => pair[w].ms));
      const cpu = sorted(pairs.map((pair) => pair[w].cpuMs));
      return {
        name: `a sweep of ${5 * SEEDS} cells with ${workers} worker${workers > 1 ? "s" : ""}, from an empty cache`,
        unit: "ms",
        median: Math.round(times[1]),
        min: Math.round(times[0]),
        runs: times.length,
        cpuMedian: Math.round(cpu[1]),
        designsPerSecond: perSecond(times[1], 5 * SEEDS),
        peakMB: Math.round(Math.max(...pairs.map((pair) => pair[w].peakMB))),
        ...(w > 0 && {
          targetSpeedUp: 1.6,
          speedUp: Math.round(100 * sorted(pairs.map(([one, two]) => one.ms / two.ms))[1]) / 100,
        }),
        ...size,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sweepOnce(folder, file, workers, run) {
  const module = fileURLToPath(new URL("./sweep-once.mjs", import.meta.url));
  const cache = join(folder, `cells-${workers}-${run}`);
  return JSON.parse(execFileSync(process.execPath, [module, file, cache, String(workers)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })); // prettier-ignore
}
