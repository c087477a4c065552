// The blackboard of lesson 2, and its contracts as a state of the explorer has them, written here a second time.
import type { State } from "../../../lib/course/explorers/core/explorer.js";
import { AsGraphError, defineAsGraph, type AsGraph, type AsLink } from "../../../lib/kit/topology/as-graph.js";

const links: readonly AsLink[] = [
  { peers: [10, 20] },
  { peers: [10, 50] },
  { provider: 10, customer: 30 },
  { provider: 10, customer: 40 },
  { provider: 20, customer: 50 },
  { provider: 30, customer: 60 },
  { provider: 60, customer: 64500 },
  { provider: 50, customer: 64500 },
];
const ases = [10, 20, 30, 40, 50, 60, 64500].map((asn) => ({ asn }));

export const blackboard: AsGraph = defineAsGraph({ ases, links });
export const announced = [
  { site: "A", origin: 64500, neighbours: [60] },
  { site: "B", origin: 64500, neighbours: [50] },
];

/** The contract between two ASes in a state, and the graph with it; no graph where providers would form a circle. */
export function contractsAfter(state: State, a: number, b: number): { name: string; graph?: AsGraph } {
  const at = links.findIndex((link) => ("peers" in link ? link.peers : [link.provider, link.customer]).includes(a)
    && ("peers" in link ? link.peers : [link.provider, link.customer]).includes(b)); // prettier-ignore
  const name = String(state[`link-${at}`]);
  const [, provider, customer] = /^AS(\d+) sells to AS(\d+)$/.exec(name) ?? [];
  const link: AsLink = provider ? { provider: Number(provider), customer: Number(customer) } : { peers: [a, b] };
  try {
    return { name, graph: defineAsGraph({ ases, links: links.map((each, i) => (i === at ? link : each)) }) };
  } catch (error) {
    if (error instanceof AsGraphError) return { name };
    throw error;
  }
}
