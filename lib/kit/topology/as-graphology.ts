// An AS graph as graphology graphs, for the algorithms of its standard library; and back.
import * as graphology from "graphology";
import { defineAsGraph, plainAsGraph, type AsGraph } from "./as-graph.js";
import { asGraphOf } from "./compile-graph.js";
import type { CompiledAsGraph } from "./compiled.js";
import { isGraphology, type GraphologyGraph } from "./graphology-input.js";

const { DirectedGraph, UndirectedGraph } = graphology;
/** graphology exports it by name, and its types do not say so. */
const { Graph } = graphology as unknown as { readonly Graph: new () => graphology.MultiGraph };

export interface AsGraphology {
  /** An edge from provider to customer. */
  readonly transit: graphology.DirectedGraph;
  /** An undirected edge between peers. */
  readonly peering: graphology.UndirectedGraph;
}

/**
 * The AS graph as two graphology graphs, one of transit and one of peering. Both have a node for every ASN (attributes: the AS)
 * and edges with the attribute cities.
 * @example asGraphology(asGraphOf(small)).transit.outNeighbors(10) // ["30"]: the customers of AS10
 */
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
 * The AS graph as one graphology graph, for its library of algorithms: a node for every ASN (attributes: the AS), a directed
 * edge from provider to customer, an undirected one between peers (attribute: cities). `defineAsGraph` takes it back.
 * @example toGraphology(graph).order // 300: for pagerank, louvain and the rest of its standard library
 */
export function toGraphology(graph: AsGraph | CompiledAsGraph): graphology.MultiGraph {
  const { ases, links } = "asns" in graph ? asGraphOf(graph) : graph;
  const drawn = new Graph();
  for (const as of ases) drawn.addNode(as.asn, { ...as });
  for (const link of links) {
    const attributes = link.cities ? { cities: link.cities } : {};
    if ("peers" in link) drawn.addUndirectedEdge(...link.peers, attributes);
    else drawn.addDirectedEdge(link.provider, link.customer, attributes);
  }
  return drawn;
}

/**
 * The AS graph that a graphology graph draws, or one for transit and one for peering: nodes are ASNs, their attributes those
 * of an AS, all of them optional.
 * @example fromGraphology(toGraphology(small)).ases.length // 5
 * @throws AsGraphError as defineAsGraph
 */
export function fromGraphology(graph: GraphologyGraph | AsGraphology): AsGraph {
  return isGraphology(graph) ? defineAsGraph(graph) : defineAsGraph(plainAsGraph(graph.transit, graph.peering));
}
