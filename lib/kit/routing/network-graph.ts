// A network as a graphology graph, for the algorithms of its standard library.
import { UndirectedGraph } from "graphology";
import type { Network } from "./network.js";

/** The network as a graphology graph (nodes carry lat, lon; edges carry cost, km), for its library of algorithms. */
export function networkGraph(network: Network): UndirectedGraph {
  const graph = new UndirectedGraph();
  for (const { id, lat, lon } of network.routers) graph.addNode(id, { lat, lon });
  for (const { ends, cost, km } of network.links) graph.addEdge(...ends, { cost, km });
  return graph;
}
