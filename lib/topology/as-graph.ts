// An AS graph as its author writes it: ASes with a name and PoPs in cities, and who sells transit to whom. Plain data.
import { DirectedGraph, UndirectedGraph } from "graphology";
import { city as cityNamed } from "../geo/cities.js";
import { checkCoordinates, type Coordinates } from "../geo/coordinates.js";

/** A point of presence: a city where the AS has routers. */
export interface Pop extends Coordinates {
  readonly city: string;
}

export interface As {
  /** 1 .. 4294967295. */
  readonly asn: number;
  readonly name?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly pops: readonly Pop[];
  /** Users, addresses or queries behind it; 1 unless given. */
  readonly weight: number;
  /** Its BGP identifier, the last tie-break but one (RFC 4271, 9.1.2.2 f); its ASN unless given. */
  readonly routerId: number;
}

interface Meeting {
  /** Cities where the two connect, one session in each; where their PoPs coincide unless given. */
  readonly cities?: readonly string[];
}
export interface TransitLink extends Meeting {
  readonly provider: number;
  readonly customer: number;
}
export interface PeerLink extends Meeting {
  readonly peers: readonly [number, number];
}
export type AsLink = TransitLink | PeerLink;

export interface AsGraph {
  readonly ases: readonly As[];
  readonly links: readonly AsLink[];
}

/** What an author gives: PoPs by city name, and only what differs from the defaults. */
export interface AsGraphInput {
  readonly ases: readonly (Partial<Omit<As, "pops" | "asn">> & {
    readonly asn: number;
    /** City names or IATA codes of the kit's table, or places with coordinates. */
    readonly pops?: readonly (string | Pop)[];
  })[];
  readonly links: readonly AsLink[];
}

/** Thrown for an AS graph that cannot be; the message names the AS or the link. */
export class AsGraphError extends Error {
  override readonly name = "AsGraphError";
}

export const endsOf = (link: AsLink): readonly [number, number] =>
  "peers" in link ? link.peers : [link.provider, link.customer];

export const describeLink = (link: AsLink): string =>
  "peers" in link
    ? `Link AS${link.peers[0]} - AS${link.peers[1]} (peers)`
    : `Link AS${link.provider} - AS${link.customer} (provider - customer)`;

/**
 * Checks an AS graph, fills in what is left out, and freezes it.
 * @throws AsGraphError for an AS or a pair listed twice, an unknown AS, a link to itself, a provider cycle;
 * UnknownCityError for a city that is in no table
 */
export function defineAsGraph({ ases, links }: AsGraphInput): AsGraph {
  const defined = ases.map(({ asn, name, country, pops = [], weight = 1, routerId = asn }): As => {
    if (!isAsn(asn)) throw new AsGraphError(`ASN ${asn} is not a whole number from 1 to 4294967295.`);
    if (!(weight >= 0 && weight < Infinity)) throw new AsGraphError(`AS${asn}: weight ${weight} is not zero or more.`);
    if (!isAsn(routerId)) throw new AsGraphError(`AS${asn}: router id ${routerId} is not from 1 to 4294967295.`);
    const placed = pops.map((pop) => Object.freeze(typeof pop === "string" ? popIn(pop) : checkedPop(asn, pop)));
    const twice = placed.find((pop, i) => placed.findIndex((other) => other.city === pop.city) < i);
    if (twice) throw new AsGraphError(`AS${asn} lists its PoP in ${twice.city} twice.`);
    return Object.freeze({ asn, ...(name && { name }), ...(country && { country }), pops: placed, weight, routerId });
  });
  const graph: AsGraph = {
    ases: Object.freeze(defined),
    links: Object.freeze(links.map((link) => Object.freeze(link))),
  };
  checkProviders(asGraphology(graph).transit);
  return Object.freeze(graph);
}

const isAsn = (value: number) => Number.isInteger(value) && value >= 1 && value <= 0xffffffff;

function popIn(name: string): Pop {
  const { name: city, lat, lon } = cityNamed(name);
  return { city, lat, lon };
}

function checkedPop(asn: number, pop: Pop): Pop {
  try {
    checkCoordinates(pop);
  } catch (error) {
    throw new AsGraphError(`AS${asn}, PoP ${pop.city}: ${(error as Error).message}`);
  }
  return pop;
}

/**
 * The AS graph as graphology graphs, for its library of algorithms. Both have a node for every ASN (attributes: the AS);
 * an edge of `transit` runs from provider to customer, an edge of `peering` has no direction (attribute of both: cities).
 * @throws AsGraphError for an AS or a pair listed twice, an unknown AS, a link to itself
 */
export function asGraphology({ ases, links }: AsGraph): { transit: DirectedGraph; peering: UndirectedGraph } {
  const transit = new DirectedGraph();
  const peering = new UndirectedGraph();
  for (const as of ases) {
    if (transit.hasNode(as.asn)) throw new AsGraphError(`AS${as.asn} is listed twice.`);
    for (const graph of [transit, peering]) graph.addNode(as.asn, { ...as });
  }
  for (const link of links) {
    const [a, b] = endsOf(link);
    for (const end of [a, b])
      if (!transit.hasNode(end)) throw new AsGraphError(`${describeLink(link)}: there is no AS${end} in the graph.`);
    if (a === b) throw new AsGraphError(`${describeLink(link)} joins an AS to itself.`);
    if (transit.areNeighbors(a, b) || peering.areNeighbors(a, b))
      throw new AsGraphError(`${describeLink(link)}: the pair is listed twice.`);
    ("peers" in link ? peering : transit).addEdge(a, b, { cities: link.cities });
  }
  return { transit, peering };
}

/** Gao & Rexford 2001, condition 1: nobody is its own indirect provider. @throws AsGraphError that shows the cycle */
function checkProviders(transit: DirectedGraph): void {
  const remaining = new Set(transit.nodes());
  const free = transit.filterNodes((node) => transit.inDegree(node) === 0);
  const providersLeft = new Map(transit.mapNodes((node) => [node, transit.inDegree(node)]));
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    remaining.delete(node);
    for (const customer of transit.outNeighbors(node)) {
      const left = providersLeft.get(customer)! - 1;
      providersLeft.set(customer, left);
      if (left === 0) free.push(customer);
    }
  }
  if (remaining.size === 0) return;
  // Going up from an AS that is left never ends: it has a provider that is left too.
  const trail: string[] = [];
  let node = [...remaining][0];
  while (!trail.includes(node)) {
    trail.push(node);
    node = transit.inNeighbors(node).find((provider) => remaining.has(provider))!;
  }
  const ring = [...trail.slice(trail.indexOf(node)), node].reverse().map((asn) => `AS${asn}`);
  throw new AsGraphError(`A cycle of providers: ${ring.join(" sells to ")}. Nobody may be its own indirect provider.`);
}
