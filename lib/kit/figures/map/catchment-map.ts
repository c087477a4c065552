// The catchments of a deployment on the map of its network: which site answers which client, and over which links.
import { isAnnouncing, type Catchment } from "../../anycast/index.js";
import { catchmentByCity, type InternetCatchment } from "../../anycast/internet/index.js";
import { router as routerOf } from "../../routing/index.js";
import { cityMap } from "./city-map.js";
import { type Figure, type FigureData, FigureError, type FigureText } from "../core/index.js";
import { mapFigure } from "./map.js";
import type { Region, WhichLabels } from "./choices.js";

export interface CatchmentMapOptions extends FigureText {
  readonly region?: Region;
  /** Defaults to "clients": sites and clients, but not bare routers. */
  readonly labels?: WhichLabels;
  readonly costs?: boolean;
  /** Whether a pointer can press links, routers and sites, in an explorer. Defaults to false. */
  readonly touch?: boolean;
  /** The link a control changes: drawn stronger, always with its cost. */
  readonly emphasis?: readonly [string, string];
  /** The catchment of other flows: a client that two sites answer, because next hops tie, has both colours and both paths. */
  readonly otherFlows?: Catchment;
  /** "links": along the network's links. "direct": one great circle from client to site, without the network. Defaults to "links". */
  readonly ways?: "links" | "direct" | "none";
}

export interface InternetMapOptions extends FigureText {
  /** Defaults to "world". */
  readonly region?: Region;
  /** Unit of the clients' weights. Defaults to "users". */
  readonly unit?: string;
}

/**
 * @example catchmentMap(catchment({ network, deployment }), { name: "two-sites", title: "Who answers whom?" })
 * @throws FigureError for a site beyond H; NetworkError for an unknown router
 */
export function catchmentMap(result: Catchment, options: CatchmentMapOptions): Figure;
/**
 * The map of a deployment between ASes: a disk for each city, its area by users, in the colours of the sites that answer there.
 * @throws FigureError if the topology has no cities
 */
export function catchmentMap(result: InternetCatchment, options: InternetMapOptions): Figure;
export function catchmentMap(
  result: Catchment | InternetCatchment,
  options: CatchmentMapOptions | InternetMapOptions,
): Figure {
  return "network" in result ? networkMap(result, options) : internetMap(result, options);
}

function internetMap(result: InternetCatchment, options: InternetMapOptions): Figure {
  const cities = catchmentByCity(result);
  if (cities.length === 0)
    throw new FigureError(`Map ${options.name}: the topology has no cities. Show its shares, or draw its AS graph.`);
  const { deployment } = result;
  const sites = deployment.sites.map(({ name, city, lat, lon, service }) => ({
    ...{ name, place: city, lat, lon },
    dead: service === "dead" || !isAnnouncing(deployment, name),
  }));
  return cityMap({ ...options, cities, sites });
}

function networkMap({ network, deployment, clients }: Catchment, options: CatchmentMapOptions): Figure {
  const { emphasis, otherFlows, ways = "links", ...rest } = options;
  const answered = new Map(clients.map(({ name, site }) => [name, site]));
  const tied = otherFlows?.clients.filter(({ name, site }) => site !== undefined && answered.get(name) !== site) ?? [];
  const all = [...clients, ...tied];
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
      dead: !isAnnouncing(deployment, name),
    })),
    clients: all.map(({ name, router, site = null }) => ({ name, site, ...spot(router) })),
    paths: all.flatMap(({ name, path, site = null }) => {
      if (ways === "none" || (ways === "direct" && site === null)) return [];
      return [{ stops: ways === "direct" ? [name, site!] : path, site, broken: site === null }];
    }),
    data: catchmentData(clients),
  });
}

function catchmentData(clients: Catchment["clients"]): FigureData {
  return {
    columns: ["client", "site", "round trip (ms)", "path"],
    rows: clients.map(({ name, site, rttMs, path }) => [
      name,
      site ?? "none",
      site === undefined ? "" : Number(rttMs.toFixed(1)),
      path.join(" – "),
    ]),
  };
}
