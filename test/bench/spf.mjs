// The row of DESIGN section 8 on shortest paths inside a network: all of them from one router, with the counts of equal ones.
import { compileNetwork, shortestPaths } from "../../lib/kit/dist/routing/spf.js";
import { measure } from "./measure.mjs";

export function spfRows() {
  return [spfRow(500, 1500, { target: 0.2, runs: 2000, warmUp: 500 }), spfRow(5000, 15_000, { runs: 200, warmUp: 50 })];
}

/** A ring with chords at fixed distances, whose costs of 1 to 5 leave many equal paths. */
function spfRow(nodes, links, options) {
  const routers = Array.from({ length: nodes }, (_none, i) => ({ id: `R${i}`, lat: 0, lon: 0 }));
  const chords = Array.from({ length: links }, (_none, i) => {
    const from = i % nodes;
    const to = i < nodes ? (from + 1) % nodes : (from * 7 + 13 * Math.floor(i / nodes) + 2) % nodes;
    return { ends: [`R${from}`, `R${to === from ? (to + 2) % nodes : to}`], cost: 1 + ((i * 7919) % 5), km: 1 };
  });
  const network = compileNetwork({ name: "a ring with chords", routers, links: chords });
  const work = (i) => shortestPaths(network, [{ router: i % nodes, metric: 0 }]);
  if (work(0).distance.includes(Infinity)) throw new Error("The network is not connected.");
  return measure(`SPF with the ECMP DAG, ${nodes} nodes / ${links} links`, work, {
    ...options,
    graph: "a ring with chords",
  });
}
