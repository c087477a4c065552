// One cold reading in a process of its own: prints the time and the peak memory. Arguments: "text" or "compact", and the file.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { decodeAsGraph } from "../../lib/kit/dist/topology/binary.js";
import { parseAsRel } from "../../lib/kit/dist/topology/caida/read.js";

const [kind, file] = process.argv.slice(2);
const bytes = readFileSync(file);
const start = performance.now();
const before = process.cpuUsage();
const graph = kind === "text" ? parseAsRel(bytes).graph : decodeAsGraph(bytes);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const cpuMs = (user + system) / 1000;
console.log(
  JSON.stringify({
    ms,
    cpuMs,
    ases: graph.asns.length,
    links: graph.links,
    peakMB: process.resourceUsage().maxRSS / 1024,
  }),
);
