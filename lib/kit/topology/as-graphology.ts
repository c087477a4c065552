// An AS graph as graphology graphs, for the algorithms of its standard library; and back, for those who draw one there.
import { DirectedGraph, UndirectedGraph } from "graphology";
import { defineAsGraph, type As, type AsGraph, type AsGraphInput, type AsLink } from "./as-graph.js";

export interface AsGraphology {
  /** An edge from provider to customer. */
  readonly transit: DirectedGraph;
  /** An edge without direction between peers. */
  readonly peering: UndirectedGraph;
}

/** Both graphs have a node for every ASN (attributes: the AS) and edges with the attribute cities. */
export function asGraphology({ ases, links }: AsGraph): AsGraphology {
  const transit = new DirectedGraph();
  const peering = new UndirectedGraph();
  for (const as of ases) for (const graph of [transit, peering]) graph.addNode(as.asn, { ...as });
  for (const link of links)
    if ("peers" in link) peering.addEdge(...link.peers, { cities: link.cities });
    else transit.addEdge(link.provider, link.customer, { cities: link.cities });
  return { transit, peering };
}

/**
 * The AS graph that two graphology graphs draw: nodes are ASNs, their attributes those of an AS, all of them optional.
 * @throws AsGraphError as defineAsGraph
 */
export function fromGraphology({ transit, peering }: AsGraphology): AsGraph {
  const ases = new Map<string, AsGraphInput["ases"][number]>();
  for (const graph of [transit, peering])
    graph.forEachNode((node, attributes) =>
      ases.set(node, { ...ases.get(node), ...(attributes as Partial<As>), asn: Number(node) }),
    );
  const links: AsLink[] = [];
  const where = ({ cities }: { cities?: readonly string[] }) => (cities ? { cities } : {});
  transit.forEachEdge((_edge, attributes, provider, customer) =>
    links.push({ provider: Number(provider), customer: Number(customer), ...where(attributes) }),
  );
  peering.forEachEdge((_edge, attributes, a, b) => links.push({ peers: [Number(a), Number(b)], ...where(attributes) }));
  return defineAsGraph({ ases: [...ases.values()], links });
}
