// The catchment if distance decided: the baseline for routing.
import { greatCircleKm } from "../geo/index.js";
import { router, type Network } from "../routing/index.js";
import type { Deployment, Site } from "./deployment.js";

/**
 * The site whose router is nearest to this router on the globe, and how far it is in km.
 * @example nearestSite(network, deployment, "Denver").site.name // "A"
 * @throws NetworkError
 */
export function nearestSite(network: Network, deployment: Deployment, from: string): { site: Site; km: number } {
  const here = router(network, from);
  const ranked = deployment.sites.map((site) => ({ site, km: greatCircleKm(here, router(network, site.router)) }));
  return ranked.reduce((best, each) => (each.km < best.km ? each : best));
}
