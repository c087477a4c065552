// The rows of DESIGN section 8 that reading, generating and steady-state routing answer for. CAIDA's graph where it is at hand,
// else a generated one of the same size; each row says which.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { byWorklist } from "../../lib/dist/routing/bgp/fast/index.js";
import { arrivals, steadyState } from "../../lib/dist/routing/bgp/index.js";
import { encodeAsGraph, encodeAsRel, generateInternet, readAsRel } from "../../lib/dist/topology/index.js";
import { measure, measureProcesses, measureTogether } from "./measure.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const shared = process.env.ANYCAST_SHARED ?? join(repository, "..", "shared");
const caida = join(shared, "data", "as-rel", "caida-serial1-20250901.as-rel.txt.bz2");

export async function routingRows() {
  const real = existsSync(caida);
  const graph = real ? (await readAsRel(readFileSync(caida))).graph : generateInternet({ ases: 78_638, seed: 1 }).graph;
  const of = real ? "CAIDA 2025-09" : "generated";
  const folder = mkdtempSync(join(tmpdir(), "anycast-bench-"));
  try {
    const text = join(folder, "as-rel.txt");
    const compact = join(folder, "as-rel.asg");
    writeFileSync(text, encodeAsRel(graph));
    writeFileSync(compact, encodeAsGraph(graph));
    const once = fileURLToPath(new URL("read-once.mjs", import.meta.url));
    return [
      measureProcesses("read AS-relationship text and index it, cold process", once, ["text", text], {
        target: 350,
        targetMB: 150,
      }),
      measureProcesses("read our compact file and index it, cold process", once, ["compact", compact], { target: 50 }),
      ...steadyStateRows(graph),
      measure("generate an Internet of 80,000 ASes", (i) => generateInternet({ ases: 80_000, seed: i }), {
        runs: 5,
        warmUp: 2,
        target: 1000,
      }),
      ...smallRows(),
    ].map((each) => ({ ...each, graph: each.graph ?? of }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function steadyStateRows(graph) {
  const n = graph.asns.length;
  // A fixed sequence of origins, the same in every run.
  const origin = (i) => graph.asns[(i * 2_654_435_761) % n];
  const sites = (i) => [
    { site: "A", origin: origin(2 * i + 1) },
    { site: "B", origin: origin(2 * i + 2) },
  ];
  const state = new Int32Array(n).fill(1);
  const touchAll = () => {
    let sum = 0;
    for (const { offsets, targets } of [graph.providers, graph.customers, graph.peers])
      for (let v = 0; v < n; v++) for (let i = offsets[v]; i < offsets[v + 1]; i++) sum += state[targets[i]];
    return sum;
  };
  const eight = Array.from({ length: 8 }, (_none, k) => ({ site: `S${k}`, origin: origin(k + 1) }));
  const prepended = (i) => eight.map((site, k) => (k === 0 ? { ...site, prepend: i % 4 } : site));
  const solve = (announcements, engine) => steadyState({ topology: graph, announcements, engine });
  return [
    ...measureTogether(
      [
        { name: "floor: touch every adjacency once", work: touchAll },
        {
          name: "one anycast prefix, two origins, full graph",
          work: (i) => solve(sites(i)),
          target: 10,
          targetFloors: 1.5,
        },
        {
          name: "one anycast prefix, eight sites, full graph",
          work: () => solve(eight),
          target: 10,
          targetFloors: 1.5,
        },
        { name: "prepend at one of eight sites, computed anew", work: (i) => solve(prepended(i)), target: 3 },
      ],
      { runs: 200, warmUp: 30 },
    ),
    measure("two origins by the work list, which takes any policy", (i) => solve(sites(i), byWorklist), {
      runs: 10,
      warmUp: 3,
    }),
  ];
}

function smallRows() {
  const { graph } = generateInternet({ ases: 2000, seed: 1 });
  const announcements = [1, 2, 3, 4].map((k) => ({ site: `S${k}`, origin: graph.asns[k * 400] }));
  const homes = Array.from(graph.asns, (asn, v) => ({
    asn,
    city: graph.geography.places[graph.geography.pops.places[graph.geography.pops.offsets[v]]].name,
  }));
  return [
    measure(
      "2,000 generated ASes: catchments",
      () => steadyState({ topology: graph, announcements, tieBreak: "all" }),
      { runs: 100, target: 16, graph: "generated 2,000" },
    ),
    measure(
      "2,000 generated ASes: catchments, and a packet's way from every AS's city",
      () => arrivals(steadyState({ topology: graph, announcements, tieBreak: "all" }), homes),
      { runs: 50, warmUp: 10, target: 16, graph: "generated 2,000" },
    ),
  ];
}
