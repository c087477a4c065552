// The input of a map, validated and merged: one place per location.
import { checkCoordinates, type Coordinates } from "../../geo/index.js";
import { FigureError, siteMark } from "../core/index.js";
import { checkSite, spot, strandsOf, type MapPath, type Strand } from "./strands.js";

export interface MapSite extends Coordinates {
  /** A letter, A to H. */
  readonly name: string;
  /** Its place, as shown on the map: "Seattle". */
  readonly place?: string;
  /** Withdrawn or failed: drawn hollow with a cross. */
  readonly dead?: boolean;
}

export interface MapClient extends Coordinates {
  readonly name: string;
  /** Letter of the site that answers; null if none does; absent if not computed. */
  readonly site?: string | null;
}

export interface MapRouter extends Coordinates {
  readonly id: string;
  readonly dead?: boolean;
  /** Drawn filled, for the router that the text speaks of. */
  readonly emphasis?: boolean;
}

export interface MapLink {
  /** Ids of two routers. */
  readonly ends: readonly [string, string];
  readonly cost?: number;
  readonly dead?: boolean;
  /** Drawn stronger, for the link that a control changes. */
  readonly emphasis?: boolean;
}

export interface MapNetwork {
  readonly routers: readonly MapRouter[];
  readonly links: readonly MapLink[];
}

export interface MapContents {
  readonly network?: MapNetwork;
  readonly sites?: readonly MapSite[];
  readonly clients?: readonly MapClient[];
  readonly paths?: readonly MapPath[];
}

/** Everything at one location. */
export interface Place extends Coordinates {
  readonly key: string;
  readonly name: string;
  readonly router?: MapRouter;
  readonly sites: readonly MapSite[];
  readonly clients: readonly MapClient[];
}

export interface MapModel {
  readonly places: readonly Place[];
  readonly strands: readonly Strand[];
  readonly links: readonly (MapLink & { readonly from: MapRouter; readonly to: MapRouter })[];
  readonly sites: readonly MapSite[];
  readonly clients: readonly MapClient[];
}

/** @throws FigureError naming the unknown, duplicate or too short item */
export function mapModel({ network, sites = [], clients = [], paths = [] }: MapContents): MapModel {
  for (const each of network?.routers ?? []) checkPlace(`Router ${each.id}`, each);
  for (const each of sites) checkPlace(`Site ${each.name}`, each);
  for (const each of clients) checkPlace(`Client ${each.name}`, each);
  const routers = new Map((network?.routers ?? []).map((router) => [router.id, router]));
  const siteOf = new Map<string, MapSite>();
  for (const site of sites) {
    if (siteOf.has(siteMark(site.name).letter)) throw new FigureError(`Duplicate site ${site.name}.`);
    siteOf.set(site.name, site);
  }
  for (const { name, site } of clients) checkSite(site, siteOf, `Client ${name}`);
  const router = (id: string, link: MapLink) => {
    const found = routers.get(id);
    if (found) return found;
    throw new FigureError(`Link ${link.ends.join(" - ")}: unknown router "${id}".`);
  };
  const links = (network?.links ?? []).map((link) => ({
    ...link,
    from: router(link.ends[0], link),
    to: router(link.ends[1], link),
  }));
  const named = new Map<string, Coordinates>([
    ...siteOf,
    ...clients.map((client): [string, Coordinates] => [client.name, client]),
    ...routers,
  ]);
  return {
    places: placesOf([...routers.values()], sites, clients),
    strands: strandsOf(paths, named, siteOf),
    links,
    sites,
    clients,
  };
}

/** @throws FigureError for invalid coordinates */
function checkPlace(who: string, place: Coordinates): void {
  try {
    checkCoordinates(place);
  } catch (error) {
    throw new FigureError(`${who}: ${(error as Error).message} Expected lat and lon in degrees.`);
  }
}

/** One client that two sites answer: equally good next hops lead to both. */
export const isSplit = ([one, other, ...more]: readonly MapClient[]): boolean =>
  other !== undefined && more.length === 0 && one.name === other.name && one.site !== other.site;

function placesOf(routers: readonly MapRouter[], sites: readonly MapSite[], clients: readonly MapClient[]): Place[] {
  const spots = new Map([...routers, ...sites, ...clients].map((each) => [spot(each), each]));
  return [...spots].map(([key, { lat, lon }]) => {
    const here = (each: Coordinates) => spot(each) === key;
    const [router, mine, theirs] = [routers.find(here), sites.filter(here), clients.filter(here)];
    const name = mine.find((site) => site.place)?.place ?? router?.id ?? theirs[0]?.name ?? "";
    return { key, lat, lon, name, sites: mine, clients: theirs, ...(router ? { router } : {}) };
  });
}
