// BGPy, a simulator of the same model, beside ours: the same graph, origins and run, as a ratio of CPU times and the share of ASes
// that choose the same origin. It is installed from PyPI into .cache/; where that fails the row says why it was skipped.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { siteOf, steadyState } from "../../lib/kit/dist/routing/bgp/index.js";
import { encodeAsRel } from "../../lib/kit/dist/topology/index.js";
import { row } from "./measure.mjs";

const VERSION = "13.0.13";
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const environment = here(`../../.cache/bgpy-${VERSION}/`);
const round = (value, digits) => Number(value.toFixed(digits));

/** @param pairs the two origins of each prefix */
export function peerRows(graph, pairs) {
  const name = `BGPy ${VERSION}, one prefix with two origins, CPU`;
  const folder = mkdtempSync(join(tmpdir(), "anycast-bench-bgpy-"));
  try {
    const file = join(folder, "graph.as-rel.txt");
    writeFileSync(file, encodeAsRel(graph));
    const before = ours(graph, pairs);
    const output = execFileSync(pythonWithBgpy(), [here("solve-by-bgpy.py"), file, JSON.stringify(pairs)], {
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const theirs = JSON.parse(output);
    const after = ours(graph, pairs);
    const cpuMs = Float64Array.from([...before, ...after]).sort();
    const times = Float64Array.from(theirs.prefixMs).sort();
    const own = row("ours, the same prefixes before and after BGPy, CPU", cpuMs, { ases: graph.asns.length });
    const graphMs = round(theirs.graphMs, 0);
    const peakMB = round(theirs.peakMB, 0);
    const agreement = pairs.map((origins, i) => agreeing(graph, origins, theirs.origins[i]));
    const bgpy = row(name, times, { graphMs, peakMB, agreement });
    return [own, { ...bgpy, timesOurs: round(bgpy.median / own.median, 0) }];
  } catch (error) {
    return [
      {
        name,
        skipped: String(error.stderr || error.message)
          .trim()
          .split("\n")
          .at(-1),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const problem = (topology, origins) => ({
  topology,
  announcements: origins.map((origin) => ({ site: `AS${origin}`, origin })),
});

/** CPU ms of all threads for each prefix, warm. */
function ours(topology, pairs) {
  const timed = (origins) => {
    const start = process.cpuUsage();
    steadyState(problem(topology, origins));
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  for (let i = 0; i < 20; i++) pairs.forEach(timed);
  return Array.from({ length: 20 }, () => pairs.map(timed)).flat();
}

/** How many of all ASes choose the same origin, or have no route in both. */
function agreeing(topology, origins, theirs) {
  const state = steadyState(problem(topology, origins));
  const isSame = (asn) => siteOf(state, asn) === (asn in theirs ? `AS${theirs[asn]}` : undefined);
  return `${topology.asns.filter(isSame).length} of ${topology.asns.length}`;
}

/** The Python of an environment that has BGPy; made once, renamed when it is whole. @throws where it cannot be installed */
function pythonWithBgpy() {
  const python = join(environment, "bin", "python");
  if (existsSync(join(environment, "complete"))) return python;
  rmSync(environment, { recursive: true, force: true });
  const run = (command, ...args) => execFileSync(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  run("python3", "-m", "venv", environment);
  run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", here("requirements-bgpy.txt"));
  writeFileSync(join(environment, "complete"), readFileSync(here("requirements-bgpy.txt")));
  return python;
}
