// Puts a new AS into an Internet: at each of its cities it buys transit from, and peers with, networks that have a PoP there.
import { city as cityNamed } from "../../geo/cities.js";
import { greatCircleKm, type Coordinates } from "../../geo/coordinates.js";
import { endsOf, type As, type AsGraph, type AsLink } from "../../topology/as-graph.js";
import { asGraphOf, compile } from "../../topology/compile-graph.js";
import type { CompiledAsGraph } from "../../topology/compiled.js";
import { DeploymentError } from "../deployment.js";

export interface AttachOptions {
  /** An ASN that the graph does not have, such as 64500 (RFC 5398: for documentation). */
  readonly asn: number;
  readonly name?: string;
  readonly at: readonly AttachCity[];
  /**
   * Of the networks that sell transit in a city, whom it takes. "same": those with a PoP in most of its cities first, so that one
   * carrier sees many of its sites and takes each packet to the nearest. "largest": those with the most customers first, whoever
   * they are in each city; users of one city's carrier are then drawn to that city from everywhere (Ballani et al. 2006; Rizvi et
   * al. 2024). "local": those with the fewest PoPs first, as a site that a network of the city takes in as a guest. "same" unless
   * given.
   */
  readonly transit?: Transit;
  /** Users behind it; 0 unless given: it serves, and asks nothing. */
  readonly weight?: number;
}

export type Transit = "same" | "largest" | "local";

export interface AttachCity {
  /** A city of the kit's table, or its IATA code. */
  readonly city: string;
  /**
   * From whom it buys transit there. A number: so many of the networks with a PoP in the city that sell transit, in the order that
   * `transit` says; between equals the one with the most customers, then the lowest ASN. Or these ASNs. 1 unless given.
   */
  readonly providers?: number | readonly number[];
  /** With whom it peers there. A number: so many of those that peer, those with the most peers first. Or these ASNs. 0 unless given. */
  readonly peers?: number | readonly number[];
  /** Also networks whose nearest PoP is this far from the city, km: a line is leased to it. 0 unless given. */
  readonly withinKm?: number;
}

/**
 * The graph with the AS attached. What is a provider in one city is no peer in another: between two ASes there is one relationship.
 * @example attachOrigin(graph, { asn: 64500, at: [{ city: "Seattle" }, { city: "Frankfurt", providers: 2, peers: 3 }] })
 * @throws DeploymentError that names the city and says what there is; UnknownCityError
 */
export function attachOrigin(graph: CompiledAsGraph, options: AttachOptions): CompiledAsGraph;
export function attachOrigin(graph: AsGraph, options: AttachOptions): AsGraph;
export function attachOrigin(graph: AsGraph | CompiledAsGraph, options: AttachOptions): AsGraph | CompiledAsGraph {
  return "asns" in graph ? compile(attach(asGraphOf(graph), options)) : attach(graph, options);
}

/** Attaches several, one after the other, compiling a compiled graph only once. */
export function attachOrigins(graph: CompiledAsGraph, all: readonly AttachOptions[]): CompiledAsGraph {
  return compile(all.reduce(attach, asGraphOf(graph)));
}

function attach(graph: AsGraph, { asn, name, at, transit = "same", weight = 0 }: AttachOptions): AsGraph {
  const fail = (text: string) => new DeploymentError(`AS${asn}: ${text}`);
  if (!(Number.isInteger(asn) && asn >= 1 && asn <= 0xffffffff))
    throw new DeploymentError(`ASN ${asn} is not a whole number from 1 to 4294967295.`);
  if (graph.ases.some((as) => as.asn === asn)) throw fail("the graph has it already. Choose another ASN.");
  if (at.length === 0) throw fail('it needs at least one city, such as { city: "Seattle" }.');
  const cities = at.map(({ city, ...rest }) => ({ ...rest, place: placeOf(graph, city) }));
  const twice = cities.find(({ place }, i) => cities.findIndex((other) => other.place.name === place.name) < i);
  if (twice) throw fail(`${twice.place.name} is there twice. Give each city once.`);

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
  const added: As = { asn, name: name ?? `AS${asn}`, pops, weight, routerId: asn };
  const links = [...meetings].map(([other, { is, cities }]): AsLink => {
    return is === "provider" ? { provider: other, customer: asn, cities } : { peers: [other, asn], cities };
  });
  return { ases: [...graph.ases, added], links: [...graph.links, ...links] };
}

type Spot = Coordinates & { readonly name: string };

/** A city as the graph spells it, else of the kit's table. @throws UnknownCityError */
function placeOf({ ases }: AsGraph, wanted: string): Spot {
  for (const { pops } of ases)
    for (const { city, lat, lon } of pops) if (city === wanted) return { name: city, lat, lon };
  const { name, lat, lon } = cityNamed(wanted);
  return { name, lat, lon };
}

interface Census {
  readonly ases: readonly As[];
  /** Customers of those that sell transit, and peers of those that peer. */
  readonly customers: ReadonlyMap<number, number>;
  readonly peers: ReadonlyMap<number, number>;
  /** In how many of the cities a network is, where that counts; the fewer PoPs the more, where it is to be local; else 0. */
  readonly presence: (as: As) => number;
}

function censusOf({ ases, links }: AsGraph, cities: readonly string[], transit: Transit): Census {
  const customers = new Map<number, number>();
  const peers = new Map<number, number>();
  const count = (of: Map<number, number>, asn: number) => of.set(asn, (of.get(asn) ?? 0) + 1);
  for (const link of links)
    if ("peers" in link) endsOf(link).forEach((asn) => count(peers, asn));
    else count(customers, link.provider);
  const presence = ({ pops }: As) => {
    if (transit === "local") return -pops.length;
    return transit === "same" ? pops.filter(({ city }) => cities.includes(city)).length : 0;
  };
  return { ases, customers, peers, presence };
}

interface Choice {
  readonly place: Spot;
  readonly withinKm: number;
  readonly wanted: number | readonly number[];
  readonly what: "sells transit" | "peers";
  /** Who is out of the question. */
  readonly not: ReadonlySet<number>;
  readonly fail: (text: string) => DeploymentError;
}

function choose(
  { ases, customers, peers, presence }: Census,
  { place, withinKm, wanted, what, not, fail }: Choice,
): readonly number[] {
  if (typeof wanted !== "number") {
    const unknown = wanted.find((asn) => !ases.some((as) => as.asn === asn));
    if (unknown !== undefined) throw fail(`in ${place.name} it is to meet AS${unknown}, which is not in the graph.`);
    return wanted;
  }
  if (wanted === 0) return [];
  const size = what === "peers" ? peers : customers;
  const willing = ases.filter(({ asn }) => size.has(asn) && !not.has(asn));
  const found = willing
    .filter(({ pops }) =>
      pops.some((pop) => pop.city === place.name || (withinKm > 0 && greatCircleKm(pop, place) <= withinKm)),
    )
    .map((as) => ({ asn: as.asn, cities: what === "peers" ? 0 : presence(as) }))
    .sort((a, b) => b.cities - a.cities || size.get(b.asn)! - size.get(a.asn)! || a.asn - b.asn);
  if (Number.isInteger(wanted) && wanted > 0 && found.length >= wanted)
    return found.slice(0, wanted).map(({ asn }) => asn);
  if (!(Number.isInteger(wanted) && wanted > 0)) throw fail(`in ${place.name} it cannot meet ${wanted} networks.`);
  throw fail(
    `in ${place.name} ${found.length === 0 ? "no network" : `only ${found.length} of the ${wanted} networks wanted`} ` +
      `${what === "peers" ? "peers" : "sells transit"}. ${remedy(willing, place)}`,
  );
}

/** Where the nearest willing networks are. */
function remedy(willing: readonly As[], place: Spot): string {
  const near = new Map<string, number>();
  for (const { pops } of willing)
    for (const pop of pops) if (pop.city !== place.name) near.set(pop.city, greatCircleKm(pop, place));
  const shown = [...near].sort((a, b) => a[1] - b[1]).slice(0, 3);
  if (shown.length === 0) return "Name its neighbours by ASN.";
  const list = shown.map(([name, km]) => `${name} (${Math.round(km)} km)`).join(", ");
  return `The nearest are in ${list}: choose one of these cities, fewer networks, or withinKm.`;
}
