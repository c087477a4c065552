// One sweep of `anycast compare` in a process of its own: prints how long it took, the CPU time of all its threads, and the most
// memory it had.
import { performance } from "node:perf_hooks";
import { cellsOf } from "../../lib/kit/dist/cli/sweep/cell.js";
import { namedDesigns, readComparisonFiles } from "../../lib/kit/dist/cli/sweep/inputs.js";
import { sweep } from "../../lib/kit/dist/cli/sweep/run.js";

const [, , file, folder, workers] = process.argv;
const start = performance.now();
const before = process.cpuUsage();
const cells = cellsOf(namedDesigns(await readComparisonFiles([file])), { code: "bench" });
await sweep(cells, { folder, workers: Number(workers) });
const { user, system } = process.cpuUsage(before);
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMB: process.resourceUsage().maxRSS / 1024 }));
