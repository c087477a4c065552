// The rows of DESIGN section 8 that reading, generating and steady-state routing answer for. CAIDA's graph where it is at hand,
// else a generated one of the same size; each row says which.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { byWorklist } from "../../lib/kit/dist/routing/bgp/fast/index.js";
import { arrivals, steadyState, steadyStates, updateState } from "../../lib/kit/dist/routing/bgp/index.js";
import { encodeAsGraph, encodeAsRel, findAs, generateInternet, readAsRel } from "../../lib/kit/dist/topology/index.js";
import { browserRows } from "./browser.mjs";
import { measure, measureProcesses, measureTogether } from "./measure.mjs";
import { peerRows } from "./peers.mjs";

const shared = process.env.ANYCAST_SHARED ?? "";
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
      ...peerRows(
        graph,
        [1, 2, 3].map((k) => [originOf(graph)(2 * k - 1), originOf(graph)(2 * k)]),
      ),
      ...(await browserRows(readFileSync(compact), eightSites(graph))),
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

/** A fixed sequence of origins, the same in every run. */
const originOf = (graph) => (i) => graph.asns[(i * 2_654_435_761) % graph.asns.length];
const sitesOf = (graph, count) => {
  const origins = new Set();
  for (let k = 1; origins.size < count; k++) origins.add(originOf(graph)(k));
  return [...origins].map((origin, k) => ({ site: `S${k}`, origin }));
};
const eightSites = (graph) => sitesOf(graph, 8);

function steadyStateRows(graph) {
  const n = graph.asns.length;
  const origin = originOf(graph);
  const sites = (i) => [
    { site: "A", origin: origin(2 * i + 1) },
    { site: "B", origin: origin(2 * i + 2) },
  ];
  const ones = new Int32Array(n).fill(1);
  const touchAll = () => {
    let sum = 0;
    for (const { offsets, targets } of [graph.providers, graph.customers, graph.peers])
      for (let v = 0; v < n; v++) for (let i = offsets[v]; i < offsets[v + 1]; i++) sum += ones[targets[i]];
    return sum;
  };
  const eight = eightSites(graph);
  const thousand = sitesOf(graph, 1000);
  const solve = (announcements, policies = {}) => steadyState({ topology: graph, announcements, policies });
  const state = solve(eight);
  const without = eight.map(({ site }) => updateState(state, { withdraw: [site] }));
  const replace = (k, more) => eight.map((site, i) => (i === k ? { ...site, ...more } : site));
  const kinds = eight.map(({ site }) => ({ site, ases: state.catchments[site] }));
  const ofEight = (name, work) => ({ name, work: (i) => work(i % 8, 1 + (i % 3)), target: 3, kinds });
  const drained = { communities: [{ kind: "graceful-shutdown" }] };
  const [large, small] = [0, 40].map((rank) => byCustomers(graph)[rank]);
  const preferring = { ases: { [large]: { localPref: { [byCustomers(graph)[1]]: 250 } } } };
  /** The AS with the k-th most customers prefers the first of its peers to all of them. */
  const against = (k) => {
    const { offsets, targets } = graph.peers;
    const peering = byCustomers(graph).filter((asn) => {
      const v = findAs(graph, asn);
      return offsets[v] < offsets[v + 1];
    });
    const asn = peering[k];
    return { [asn]: { localPref: { [graph.asns[targets[offsets[findAs(graph, asn)]]]]: 250 } } };
  };
  const wishAndLeak = { ases: { ...against(0), [small]: { leak: true } } };
  const fiveWishes = { ases: Object.assign({}, ...[0, 20, 50, 100, 200].map(against)) };
  const eightPrefixes = (i) =>
    Array.from({ length: 8 }, (_none, k) => ({
      site: "A",
      origin: origin(8 * i + k + 1),
      prefix: `192.0.2.${32 * k}/27`,
    }));
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
        // Aim: eight prefixes in four times the time of one of them (issue 17).
        {
          name: "eight prefixes, each with one origin",
          work: (i) => steadyStates({ topology: graph, announcements: eightPrefixes(i) }),
        },
        { name: "one of these prefixes", work: (i) => solve(eightPrefixes(i).slice(i % 8, (i % 8) + 1)) },
        {
          name: "eight prefixes, each with one origin, and the next hops of all ASes",
          work: (i) =>
            steadyStates({ topology: graph, announcements: eightPrefixes(i) }).map(({ solution }) =>
              solution.bestOf(0, 0),
            ),
        },
        ofEight("prepend at one of eight sites", (k, prepend) =>
          updateState(state, { announce: [{ ...eight[k], prepend }] }),
        ),
        ofEight("withdraw one of eight sites", (k) => updateState(state, { withdraw: [eight[k].site] })),
        ofEight("announce one of eight sites again", (k) => updateState(without[k], { announce: [eight[k]] })),
        ofEight("drain one of eight sites", (k) => updateState(state, { announce: [{ ...eight[k], ...drained }] })),
      ],
      { runs: 240, warmUp: 40 },
    ),
    ...measureTogether(
      [
        { name: "floor, again", work: touchAll },
        {
          name: "a LOCAL_PREF of its own at the AS with most customers",
          work: () => solve(eight, preferring),
          target: 100,
        },
        { name: "a route leak", work: () => solve(eight, { ases: { [small]: { leak: true } } }), target: 100 },
        {
          name: "a LOCAL_PREF against customers at one AS, a leak at another",
          work: () => solve(eight, wishAndLeak),
          targetFloors: 4,
        },
        {
          name: "a LOCAL_PREF against customers at five ASes",
          work: () => solve(eight, fiveWishes),
          targetFloors: 4,
        },
        {
          name: "a thousand sites",
          work: () => solve(thousand),
          targetFloors: 2,
        },
        { name: "a thousand sites and a LOCAL_PREF", work: () => solve(thousand, preferring), target: 80 },
        { name: "ten thousand sites", work: () => solve(sitesOf(graph, 10_000)), target: 1000 },
        {
          name: "two origins by the work list, which takes any policy",
          work: (i) => steadyState({ topology: graph, announcements: sites(i), engine: byWorklist }),
        },
        { name: "drain one of eight sites, computed from scratch", work: (i) => solve(replace(i % 8, drained)) },
      ],
      { runs: 20, warmUp: 5 },
    ),
  ];
}

/** ASNs, those with most customers first. */
function byCustomers({ asns, customers: { offsets } }) {
  const count = (v) => offsets[v + 1] - offsets[v];
  const order = Array.from(asns, (_asn, v) => v).sort((a, b) => count(b) - count(a) || a - b);
  return order.map((v) => asns[v]);
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
