// The rows of DESIGN section 8 on event-driven convergence: generated Internets, two sites in stub networks, from empty tables to
// the last message. The setting up of speakers and sessions is included.
import { converge, DETECTION, queryStream } from "../../lib/kit/dist/routing/convergence/index.js";
import { generateInternet } from "../../lib/kit/dist/topology/index.js";
import { measure } from "./measure.mjs";

export function convergenceRows() {
  return [
    row("event-driven convergence, 200 ASes, one prefix", 200, { target: 20, runs: 50, warmUp: 20 }),
    row("event-driven convergence, 10,000 ASes, one prefix", 10_000, { target: 300, runs: 9, warmUp: 3 }),
    queries(),
  ];
}

/** A site fails and 1,000 clients ask 100 times a second for 100 s. */
function queries() {
  const { topology, announcements } = twoSites(3000);
  const events = [{ kind: "site-down", at: 10_000, site: "A", detection: DETECTION.bfd }];
  const timing = { linkDelayMs: [10, 60] };
  const history = converge({ topology, announcements, timing, events, start: "settled" });
  const clients = Array.from(topology.asns.slice(0, 1000), (asn) => ({ asn }));
  const work = () => queryStream({ history, clients, perSecond: 100, fromMs: 0, toMs: 100_000 });
  const options = { runs: 10, warmUp: 3, target: 100, lost: work().lost, entries: history.log.length };
  return measure("query streams of 1,000 clients on 3,000 ASes, a site fails", work, options);
}

function twoSites(ases) {
  const { graph } = generateInternet({ ases, seed: 1 });
  const { offsets } = graph.customers;
  const stubs = Array.from(graph.asns).filter((_asn, v) => offsets[v] === offsets[v + 1]);
  const announcements = ["A", "B"].map((site, i) => ({ site, origin: stubs[(i + 1) * Math.floor(stubs.length / 3)] }));
  return { topology: graph, announcements };
}

function row(name, ases, options) {
  const { topology, announcements } = twoSites(ases);
  const timing = { linkDelayMs: [10, 60] };
  const work = (seed) => converge({ topology, announcements, timing, seed });
  const { messages, ending, log } = work(1);
  if (ending.kind !== "converged") throw new Error(`${name} did not converge.`);
  const counts = { messages: messages.updates + messages.withdrawals, entries: log.length };
  return measure(name, work, { ...options, ...counts, graph: `generated ${ases.toLocaleString("en")}` });
}
