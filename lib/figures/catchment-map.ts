// The catchments of a deployment on the map of its network: who is answered by whom, and over which links.
import type { Catchment } from "../anycast/catchment.js";
import type { Deployment } from "../anycast/deployment.js";
import { router as routerOf } from "../routing/network.js";
import { contains } from "../routing/prefix.js";
import type { Figure, FigureData } from "./figure.js";
import type { FigureText } from "./frame.js";
import { mapFigure } from "./map.js";
import type { Region, WhichLabels } from "./map-choices.js";

export interface CatchmentMapOptions extends FigureText {
  readonly region?: Region;
  /** "clients" unless given: sites and clients, but not bare routers. */
  readonly labels?: WhichLabels;
  readonly costs?: boolean;
  /** The link a control changes: drawn stronger, always with its cost. */
  readonly emphasis?: readonly [string, string];
  /** "links" unless given: along the network's links. "direct": one great circle from client to site, no network. */
  readonly ways?: "links" | "direct" | "none";
}

/**
 * @example catchmentMap(catchment({ network, deployment }), { name: "two-sites", title: "Who answers whom?" })
 * @throws FigureError for a site beyond H; NetworkError for a router that is not there
 */
export function catchmentMap({ network, deployment, clients }: Catchment, options: CatchmentMapOptions): Figure {
  const { emphasis, ways = "links", ...rest } = options;
  const spot = (id: string) => {
    const { lat, lon } = routerOf(network, id);
    return { lat, lon };
  };
  const links = network.links.map((link) => ({
    ...link,
    emphasis: emphasis?.every((end) => link.ends.includes(end)) ?? false,
  }));
  return mapFigure({
    labels: "clients",
    ...rest,
    ...(ways === "direct" ? {} : { network: { routers: network.routers, links } }),
    sites: deployment.sites.map(({ name, router }) => ({
      name,
      place: router,
      ...spot(router),
      dead: !isAnnounced(deployment, name),
    })),
    clients: clients.map(({ name, router, site = null }) => ({ name, site, ...spot(router) })),
    paths: clients.flatMap(({ name, path, site = null }) => {
      if (ways === "none" || (ways === "direct" && site === null)) return [];
      return [{ stops: ways === "direct" ? [name, site!] : path, site, broken: site === null }];
    }),
    data: catchmentData(clients),
  });
}

/** A site that has withdrawn the shared address is dead to its clients. */
function isAnnounced({ announcements, address }: Deployment, site: string): boolean {
  return announcements.some((each) => each.site === site && contains(each.prefix, address));
}

function catchmentData(clients: Catchment["clients"]): FigureData {
  return {
    columns: ["client", "site", "round trip (ms)", "way"],
    rows: clients.map(({ name, site, rttMs, path }) => [
      name,
      site ?? "none",
      site === undefined ? "" : Number(rttMs.toFixed(1)),
      path.join(" – "),
    ]),
  };
}
