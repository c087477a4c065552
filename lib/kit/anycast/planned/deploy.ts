// A planned deployment on an AS graph: its AS attached at the cities of its sites, one prefix announced at each.
import { city as cityNamed } from "../../geo/index.js";
import { findAs, placeAsGraph, type CompiledAsGraph } from "../../topology/index.js";
import { DeploymentError } from "../deployment.js";
import { attachOrigin, deployOnInternet, type InternetDeployment } from "../internet/index.js";
import type { PlannedDeployment } from "./model.js";
import type { AsSize } from "./users.js";

/**
 * @param graph if it has no places, the seed draws them
 * @param sizes the countries of ASes, where places are drawn
 * @throws DeploymentError that names the field with an AS or a city that does not fit the graph
 */
export function deployPlanned(
  planned: PlannedDeployment,
  {
    graph,
    seed,
    sizes,
  }: { readonly graph: CompiledAsGraph; readonly seed: number; readonly sizes?: ReadonlyMap<number, AsSize> },
): InternetDeployment {
  const countries = sizes && new Map(Array.from(sizes, ([as, { country }]) => [as, country]));
  const placed = graph.geography ? graph : placeAsGraph(graph, { seed, ...(countries && { countries }) });
  checkFits(planned, placed);
  const { asn, sites } = planned;
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

function checkFits({ asn, sites }: PlannedDeployment, graph: CompiledAsGraph): void {
  if (findAs(graph, asn) >= 0)
    throw new DeploymentError(`asn: AS${asn} is in the AS graph already. Choose another, such as 64500.`);
  for (const [name, { city, upstreams, peers = [] }] of Object.entries(sites)) {
    for (const [field, all] of Object.entries({ upstreams, peers })) {
      const unknown = all.find((each) => findAs(graph, each) < 0);
      if (unknown !== undefined)
        throw new DeploymentError(
          `sites.${name}.${field}: AS${unknown} is not in the AS graph of ${graph.asns.length} ASes. Correct its number, or take another graph.`,
        );
    }
    if (graph.geography?.places.some((place) => place.name === city)) continue;
    try {
      cityNamed(city);
    } catch (error) {
      throw new DeploymentError(`sites.${name}.city: ${(error as Error).message}`);
    }
  }
}
