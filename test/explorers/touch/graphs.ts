// The contracts of lesson 2's blackboard as a state of the explorer has them.
import type { State } from "../../../lib/course/explorers/core/explorer.js";
import { AsGraphError, defineAsGraph, type AsGraph, type AsLink } from "../../../lib/kit/topology/as-graph.js";
import { blackboard } from "../blackboard.js";

export { announced, blackboard } from "../blackboard.js";

const { ases, links } = blackboard;

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
