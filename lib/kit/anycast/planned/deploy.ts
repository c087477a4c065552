// A planned deployment on an AS graph: its AS attached at the cities of its sites, one prefix announced at each.
import { placeAsGraph, type CompiledAsGraph } from "../../topology/index.js";
import { attachOrigin, deployOnInternet, type InternetDeployment } from "../internet/index.js";
import type { PlannedDeployment } from "./model.js";
import type { AsSize } from "./users.js";

/**
 * @param graph if it has no places, the seed draws them
 * @param sizes the countries of ASes, where places are drawn
 * @throws DeploymentError for a neighbour that is not in the graph
 */
export function deployPlanned(
  { asn, sites }: PlannedDeployment,
  {
    graph,
    seed,
    sizes,
  }: { readonly graph: CompiledAsGraph; readonly seed: number; readonly sizes?: ReadonlyMap<number, AsSize> },
): InternetDeployment {
  const countries = sizes && new Map(Array.from(sizes, ([as, { country }]) => [as, country]));
  const placed = graph.geography ? graph : placeAsGraph(graph, { seed, ...(countries && { countries }) });
  const at = Object.values(sites).map(({ city, upstreams, peers = [] }) => ({ city, providers: upstreams, peers }));
  return deployOnInternet({
    topology: attachOrigin(placed, { asn, at }),
    address: "192.0.2.53",
    sites: Object.fromEntries(
      Object.entries(sites).map(([name, { upstreams, peers = [], ...site }]) => [
        name,
        { ...site, origin: asn, neighbours: [...upstreams, ...peers] },
      ]),
    ),
  });
}
