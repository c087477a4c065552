// A network as a graphology graph, for the algorithms of its standard library; and back.
import { UndirectedGraph } from "graphology";
import { greatCircleKm } from "../geo/index.js";
import { type GraphologyGraph, isGraphology } from "../topology/index.js";
import { defineNetwork, NetworkError, type Network } from "./network.js";

/**
 * The network as a graphology graph, for its library of algorithms. Node attributes are lat and lon; edge attributes are cost
 * and km.
 * @example networkGraph(network).degree("Denver") // 3
 */
export function networkGraph(network: Network): UndirectedGraph {
  const graph = new UndirectedGraph({});
  graph.setAttribute("name", network.name);
  for (const { id, lat, lon } of network.routers) graph.addNode(id, { lat, lon });
  for (const { ends, cost, km } of network.links) graph.addEdge(...ends, { cost, km });
  return graph;
}

/**
 * A network from a network or a graphology graph, in which nodes are routers with lat and lon in degrees, edges are links with
 * cost and km. Cost defaults to 1, km to the great circle, the graph's attribute name to "network".
 * @example networkOf(networkGraph(network)).links.length // 14
 * @throws NetworkError for a router without coordinates, and as defineNetwork
 */
export function networkOf(network: Network | GraphologyGraph): Network {
  if (!isGraphology(network)) return network;
  const places = new Map(
    network.mapNodes((id, { lat, lon }): [string, { lat: number; lon: number }] => {
      if (typeof lat !== "number" || typeof lon !== "number")
        throw new NetworkError(`Router ${id}: expected the attributes lat and lon in degrees, got ${lat}, ${lon}.`);
      return [id, { lat, lon }];
    }),
  );
  const name = network.getAttribute("name") as unknown;
  return defineNetwork({
    name: typeof name === "string" ? name : "network",
    routers: [...places].map(([id, at]) => ({ id, ...at })),
    links: network.mapEdges((_edge, { cost = 1, km }, one, other) => ({
      ends: [one, other],
      cost: Number(cost),
      km: Number(km ?? greatCircleKm(places.get(one)!, places.get(other)!)),
    })),
  });
}
