// Puts a new AS into an Internet: in each of its cities it buys transit from and peers with networks that have a PoP there.
import { greatCircleKm, type Coordinates } from "../../geo/index.js";
import {
  type As,
  type AsGraph,
  type AsLink,
  compile,
  defineAsGraph,
  findAs,
  type GraphologyGraph,
  isGraphology,
  type CompiledAsGraph,
  placesOf,
  type Place,
  withAs,
  type NewLink,
} from "../../topology/index.js";
import { DeploymentError } from "../deployment.js";
import { placeOf } from "./deployment.js";

export interface AttachOptions {
  /** An ASN that the graph does not have, such as 64500 (RFC 5398: for documentation). */
  readonly asn: number;
  readonly name?: string;
  readonly at: readonly AttachCity[];
  /**
   * How it chooses among the networks that sell transit in a city. "same": networks with a PoP in most of its cities first, so
   * that one carrier serves many of its sites and takes each packet to the nearest. "largest": networks with the most customers
   * first, independently in each city; a carrier used in one city then draws its users there from everywhere (Ballani et al.
   * 2006; Rizvi et al. 2024). "local": networks with the fewest PoPs first, like a site hosted by a local network. Defaults to
   * "same".
   */
  readonly transit?: Transit;
  /** Users behind it. Defaults to 0: it serves and sends no queries. */
  readonly weight?: number;
}

export type Transit = "same" | "largest" | "local";

export interface AttachCity {
  /** A city of the kit's table, or its IATA code. */
  readonly city: string;
  /**
   * Its providers there. A number: that many of the networks with a PoP in the city that sell transit, in the order of
   * `transit`; ties go to the most customers, then the lowest ASN. Or a list of ASNs. Defaults to 1.
   */
  readonly providers?: number | readonly number[];
  /** Its peers there. A number: that many of the networks that peer, most peers first. Or a list of ASNs. Defaults to 0. */
  readonly peers?: number | readonly number[];
  /** Also consider networks whose nearest PoP is within this distance of the city, km, over a leased line. Defaults to 0. */
  readonly withinKm?: number;
}

/**
 * The graph with the AS attached. Two ASes have one relationship, so a provider in one city is not a peer in another.
 * @example attachOrigin(graph, { asn: 64500, at: [{ city: "Seattle" }, { city: "Frankfurt", providers: 2, peers: 3 }] }).asns.length // 301
 * @throws DeploymentError that names the city and the candidates; UnknownCityError
 */
export function attachOrigin(graph: CompiledAsGraph, options: AttachOptions): CompiledAsGraph;
export function attachOrigin(graph: AsGraph, options: AttachOptions): AsGraph;
export function attachOrigin(graph: GraphologyGraph, options: AttachOptions): AsGraph;
export function attachOrigin(
  graph: AsGraph | CompiledAsGraph | GraphologyGraph,
  options: AttachOptions,
): AsGraph | CompiledAsGraph {
  if (isGraphology(graph)) return attachOrigin(defineAsGraph(graph), options);
  if ("asns" in graph) {
    const { as, links } = attachmentTo(graph, options);
    return withAs(graph, as, links);
  }
  const { as, links } = attachmentTo(compile(graph), options);
  const written = links.map(({ to, is, cities }): AsLink => {
    return is === "provider" ? { provider: to, customer: as.asn, cities } : { peers: [to, as.asn], cities };
  });
  return { ases: [...graph.ases, as], links: [...graph.links, ...written] };
}

/**
 * Attaches several origin ASes to an AS graph, one after the other.
 * @example attachOrigins(graph, [{ asn: 64500, at: [{ city: "Seattle" }] }, { asn: 64501, at: [{ city: "Paris" }] }]).asns.length // 302
 */
export const attachOrigins = (graph: CompiledAsGraph, all: readonly AttachOptions[]): CompiledAsGraph =>
  all.reduce<CompiledAsGraph>(attachOrigin, graph);

/** The AS and its links, chosen but not yet added. */
function attachmentTo(
  graph: CompiledAsGraph,
  { asn, name, at, transit = "same", weight = 0 }: AttachOptions,
): { readonly as: As; readonly links: readonly NewLink[] } {
  const fail = (text: string) => new DeploymentError(`AS${asn}: ${text}`);
  if (!(Number.isInteger(asn) && asn >= 1 && asn <= 0xffffffff))
    throw new DeploymentError(`ASN must be an integer from 1 to 4294967295 (got ${asn}).`);
  if (findAs(graph, asn) >= 0) throw fail("already in the graph. Choose another ASN.");
  if (at.length === 0) throw fail('must have at least one city, such as { city: "Seattle" }.');
  const cities = at.map(({ city, ...rest }) => ({ ...rest, place: placeOf(graph, city) }));
  const twice = cities.find(({ place }, i) => cities.findIndex((other) => other.place.name === place.name) < i);
  if (twice) throw fail(`duplicate city ${twice.place.name}. Remove one.`);

  const census = censusOf(
    graph,
    cities.map(({ place }) => place.name),
    transit,
  );
  const meetings = new Map<number, { is: "provider" | "peer"; cities: string[] }>();
  const meet = (other: number, is: "provider" | "peer", city: string) => {
    const met = meetings.get(other) ?? { is, cities: [] };
    if (met.is !== is) throw fail(`in ${city} AS${other} would be its ${is}, but elsewhere it is its ${met.is}.`);
    meetings.set(other, { is, cities: [...met.cities, city] });
  };
  for (const { place, providers = 1, withinKm = 0 } of cities)
    for (const other of choose(census, {
      place,
      withinKm,
      wanted: providers,
      what: "sells transit",
      not: new Set(),
      fail,
    }))
      meet(other, "provider", place.name);
  const sellers = new Set(meetings.keys());
  for (const { place, peers = 0, withinKm = 0 } of cities)
    for (const other of choose(census, { place, withinKm, wanted: peers, what: "peers", not: sellers, fail }))
      meet(other, "peer", place.name);

  const pops = cities.map(({ place: { name: city, lat, lon } }) => ({ city, lat, lon }));
  const links = [...meetings].map(([to, { is, cities: where }]): NewLink => ({ to, is, cities: where }));
  return { as: { asn, name: name ?? `AS${asn}`, pops, weight, routerId: asn }, links };
}

type Spot = Coordinates & { readonly name: string };

interface Census {
  readonly graph: CompiledAsGraph;
  /** Number of customers or peers of an AS. */
  readonly size: (what: Choice["what"], index: number) => number;
  /** Number of the cities in which the AS has a PoP for "same"; the negative number of its PoPs for "local"; otherwise 0. */
  readonly presence: (index: number) => number;
  readonly popsOf: (index: number) => readonly Place[];
}

function censusOf(graph: CompiledAsGraph, cities: readonly string[], transit: Transit): Census {
  const { geography } = graph;
  const popsOf = (index: number) =>
    geography ? Array.from(placesOf(geography.pops, index), (place) => geography.places[place]) : [];
  return {
    graph,
    size(what, index) {
      const { offsets } = what === "peers" ? graph.peers : graph.customers;
      return offsets[index + 1] - offsets[index];
    },
    presence(index) {
      if (transit === "local") return -popsOf(index).length;
      return transit === "same" ? popsOf(index).filter(({ name }) => cities.includes(name)).length : 0;
    },
    popsOf,
  };
}

interface Choice {
  readonly place: Spot;
  readonly withinKm: number;
  readonly wanted: number | readonly number[];
  readonly what: "sells transit" | "peers";
  /** ASes that must not be chosen. */
  readonly not: ReadonlySet<number>;
  readonly fail: (text: string) => DeploymentError;
}

function choose(census: Census, { place, withinKm, wanted, what, not, fail }: Choice): readonly number[] {
  const { graph, size, presence, popsOf } = census;
  if (typeof wanted !== "number") {
    const unknown = wanted.find((asn) => findAs(graph, asn) < 0);
    if (unknown !== undefined) throw fail(`in ${place.name}: unknown AS${unknown}.`);
    return wanted;
  }
  if (wanted === 0) return [];
  const willing = [...graph.asns.keys()].filter((v) => size(what, v) > 0 && !not.has(graph.asns[v]));
  const found = willing
    .filter((v) =>
      popsOf(v).some((pop) => pop.name === place.name || (withinKm > 0 && greatCircleKm(pop, place) <= withinKm)),
    )
    .map((v) => ({ asn: graph.asns[v], cities: what === "peers" ? 0 : presence(v), size: size(what, v) }))
    .sort((a, b) => b.cities - a.cities || b.size - a.size || a.asn - b.asn);
  if (Number.isInteger(wanted) && wanted > 0 && found.length >= wanted)
    return found.slice(0, wanted).map(({ asn }) => asn);
  if (!(Number.isInteger(wanted) && wanted > 0))
    throw fail(`in ${place.name}: the number of networks must be an integer of 0 or more (got ${wanted}).`);
  throw fail(
    `in ${place.name} ${found.length === 0 ? "no network" : `only ${found.length} of the ${wanted} networks wanted`} ` +
      `${what === "peers" ? "peers" : "sells transit"}. ${remedy(willing.flatMap(popsOf), place)}`,
  );
}

/** The places of the nearest candidates. */
function remedy(pops: readonly Place[], place: Spot): string {
  const near = new Map<string, number>();
  for (const pop of pops) if (pop.name !== place.name) near.set(pop.name, greatCircleKm(pop, place));
  const shown = [...near].sort((a, b) => a[1] - b[1]).slice(0, 3);
  if (shown.length === 0) return "Name its neighbours by ASN.";
  const list = shown.map(([name, km]) => `${name} (${Math.round(km)} km)`).join(", ");
  return `The nearest are in ${list}: choose one of these cities, fewer networks, or withinKm.`;
}
