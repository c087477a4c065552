// The Internet that a comparison is run on: generated from a seed, or given; the comparison's own AS attached at its cities.
import { manyCities } from "../../../geo/index.js";
import { generateInternet, placeAsGraph, type CompiledAsGraph } from "../../../topology/index.js";
import { attachOrigin, deployOnInternet, type InternetDeployment } from "../../internet/index.js";
import type { DesignComparison } from "./model.js";

export type ComparedSites = Pick<DesignComparison, "ases" | "cities" | "asn" | "transit" | "sites">;

export interface InternetOptions {
  readonly seed: number;
  /** An AS graph instead of a generated Internet. If it has no places, the seed determines them. */
  readonly graph?: CompiledAsGraph;
}

/**
 * All sites of a comparison, announcing one prefix on the Internet of one seed.
 * @throws DeploymentError for sites that this Internet cannot connect
 */
export function deployCompared(
  { ases, cities: count, asn, transit, sites }: ComparedSites,
  { seed, graph }: InternetOptions,
): InternetDeployment {
  const cities = count === undefined ? undefined : manyCities(count);
  const drawn = { seed, ...(cities && { cities }) };
  const internet = !graph
    ? generateInternet({ ases, ...drawn }).graph
    : graph.geography
      ? graph
      : placeAsGraph(graph, drawn);
  const at = Object.values(sites).map(({ city, providers, peers, withinKm }) => ({
    city,
    ...(withinKm !== undefined && { withinKm }),
    ...(providers !== undefined && { providers }),
    ...(peers !== undefined && { peers }),
  }));
  return deployOnInternet({
    topology: attachOrigin(internet, { asn, at, ...(transit && { transit }) }),
    address: "192.0.2.53",
    sites: Object.fromEntries(
      Object.entries(sites).map(([name, { city, capacity }]) => [
        name,
        { origin: asn, city, ...(capacity !== undefined && { capacity }) },
      ]),
    ),
  });
}
