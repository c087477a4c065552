// A deployment between ASes: one prefix, announced over BGP at every site (RFC 4786). Plain data; a change gives a new deployment.
import { city as cityNamed, type Coordinates } from "../../geo/index.js";
import {
  addressFromBits,
  parseAddress,
  type Address,
  contains,
  parsePrefix,
  prefixOf,
  type Prefix,
} from "../../routing/index.js";
import type { BgpAnnouncement, BgpPolicies, TieBreak } from "../../routing/bgp/index.js";
import { type AsGraph, type CompiledAsGraph, compiledOf, findAs, type GraphologyGraph } from "../../topology/index.js";
import { DeploymentError } from "../deployment.js";
import { neighboursAt } from "./neighbours.js";

/** "local": announced with NO_EXPORT, so that it serves only its neighbours (RFC 4786, 4.4.6: a local node). */
export type SiteScope = "global" | "local";

/** The author's description of a site. */
export interface InternetSiteSpec extends Omit<BgpAnnouncement, "site" | "prefix" | "city"> {
  /** A city of the topology or of the kit's table, or its IATA code. */
  readonly city: string;
  /** Capacity, in the unit of the demand (queries per second, users). Defaults to unlimited. */
  readonly capacity?: number;
  /** Defaults to "global". */
  readonly scope?: SiteScope;
}

export interface InternetSite extends Coordinates {
  /** A letter, the same in every figure: "A". */
  readonly name: string;
  readonly city: string;
  /** ASN that originates the prefix here. */
  readonly origin: number;
  readonly scope: SiteScope;
  readonly capacity?: number;
  /** The server's unicast address, used to manage it. */
  readonly unique: Address;
  /** The identity that the server returns (hostname.bind, RFC 4892). */
  readonly identity: string;
  /** "dead": the service answers no queries, whatever is announced. */
  readonly service: "up" | "dead";
  /** Its announcement, when it announces. */
  readonly announcement: BgpAnnouncement;
}

export interface InternetDeployment {
  readonly topology: CompiledAsGraph;
  /** The address that clients use, the same at every site. */
  readonly address: Address;
  /** The prefix every site announces for it. */
  readonly prefix: Prefix;
  readonly sites: readonly InternetSite[];
  /** The current announcements: none from a site that has withdrawn; includes leaked more specific prefixes. */
  readonly announcements: readonly BgpAnnouncement[];
  readonly policies: BgpPolicies;
  readonly tieBreak: TieBreak;
}

export interface DeployOnInternetOptions {
  readonly topology: AsGraph | CompiledAsGraph | GraphologyGraph;
  /** The shared address. */
  readonly address: string;
  /** The announced prefix. Defaults to the /24 (IPv4) or /48 (IPv6) around the address. */
  readonly prefix?: string;
  /**
   * Site letter -> site. By default a site announces to the neighbours that its AS meets in its city (to all neighbours of its
   * AS if meeting places are unknown); `neighbours` overrides this.
   */
  readonly sites: Readonly<Record<string, InternetSiteSpec>>;
  readonly policies?: BgpPolicies;
  /** Defaults to "all": a packet leaves an AS by the nearest of its equally good routes (hot potato). */
  readonly tieBreak?: TieBreak;
}

/** The range of unicast addresses: 198.51.100.1 for the first site, .2 for the second (RFC 5737). */
const firstUnique = parseAddress("198.51.100.1");

/**
 * Announces the shared prefix at each site.
 * @example deployOnInternet({ topology, address: "192.0.2.53", sites: { A: { origin: 64500, city: "Seattle" } } }).prefix.text // "192.0.2.0/24"
 * @throws DeploymentError that names the site: for a name that is not a capital letter, an ASN that is not in the graph or has
 * no PoP in the city, a negative capacity; UnknownCityError for an unknown city
 */
export function deployOnInternet({
  topology: given,
  address: addressText,
  prefix: prefixText,
  sites,
  policies = {},
  tieBreak = "all",
}: DeployOnInternetOptions): InternetDeployment {
  const topology = compiledOf(given);
  const address = parseAddress(addressText);
  const prefix = prefixText ? parsePrefix(prefixText) : prefixOf(address, address.family === 4 ? 24 : 48);
  if (!contains(prefix, address))
    throw new DeploymentError(`Prefix ${prefix.text} must contain the shared address ${address.text}.`);
  const named = Object.entries(sites);
  if (named.length === 0)
    throw new DeploymentError(
      'A deployment must have at least one site, such as { A: { origin: 64500, city: "Seattle" } }.',
    );
  const placed = named.map(([name, spec], i) =>
    placeSite(topology, prefix, name, spec, addressFromBits(4, firstUnique.bits + BigInt(i))),
  );
  return {
    topology,
    address,
    prefix,
    sites: placed,
    announcements: placed.map(({ announcement }) => announcement),
    policies,
    tieBreak,
  };
}

function placeSite(
  topology: CompiledAsGraph,
  prefix: Prefix,
  name: string,
  { city, capacity, scope = "global", ...told }: InternetSiteSpec,
  unique: Address,
): InternetSite {
  const fail = (text: string) => new DeploymentError(`Site ${name}: ${text}`);
  if (!/^[A-Z]\d{0,3}$/.test(name))
    throw new DeploymentError(
      `Site "${name}": the name must be one capital letter, as in { A: ... }; beyond Z, A1 to Z999.`,
    );
  if (capacity !== undefined && !(capacity >= 0)) throw fail(`the capacity must be 0 or more (got ${capacity}).`);
  const index = findAs(topology, told.origin);
  if (index < 0)
    throw fail(
      `AS${told.origin} is not in the graph of ${topology.asns.length} ASes. Add it with attachOrigin, or choose another.`,
    );
  const place = placeOf(topology, city);
  const neighbours = told.neighbours ?? neighboursAt(topology, index, place.name, fail);
  const communities = told.communities ?? [];
  const noExport = scope === "local" ? [{ kind: "no-export" } as const] : [];
  const announcement: BgpAnnouncement = {
    ...told,
    prefix: prefix.text,
    site: name,
    city: place.name,
    neighbours,
    communities: [...noExport, ...communities],
  };
  return {
    name,
    city: place.name,
    lat: place.lat,
    lon: place.lon,
    origin: told.origin,
    scope,
    ...(capacity !== undefined && { capacity }),
    unique,
    identity: `ns1.${shortName(place.name)}.example`,
    service: "up",
    announcement,
  };
}

/** A place of the topology by name, otherwise a city of the kit's table. @throws UnknownCityError */
export function placeOf({ geography }: CompiledAsGraph, name: string): Coordinates & { readonly name: string } {
  return geography?.places.find((place) => place.name === name) ?? cityNamed(name);
}

/** A site's usual short name: the IATA code of its city, in lower case. */
function shortName(cityName: string): string {
  try {
    return (cityNamed(cityName).iata ?? cityName.replace(/\W/g, "")).toLowerCase();
  } catch {
    return cityName.replace(/\W/g, "").toLowerCase(); // a place that exists only in the topology
  }
}
