// An AS graph as its author writes it: ASes with names, PoPs in cities, and transit and peering links. Plain data.
import { city as cityNamed, checkCoordinates, type Coordinates } from "../geo/index.js";
import { isGraphology, type GraphologyGraph } from "./graphology-input.js";

/** A point of presence: a city where the AS has routers. */
export interface Pop extends Coordinates {
  readonly city: string;
  /** For a city that is not in the kit's table: population and country; see Place. */
  readonly population?: number;
  readonly country?: string;
}

export interface As {
  /** 1 .. 4294967295. */
  readonly asn: number;
  readonly name?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly pops: readonly Pop[];
  /** Users, addresses or queries behind it. Defaults to 1. */
  readonly weight: number;
  /** Its BGP identifier, the second-to-last tie-break (RFC 4271, 9.1.2.2 f). Defaults to its ASN. */
  readonly routerId: number;
}

interface Meeting {
  /** Cities where the two connect, one session in each. Defaults to where their PoPs coincide. */
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

/** The author's input: PoPs by city name, and only values that differ from the defaults. */
export interface AsGraphInput {
  readonly ases: readonly (Partial<Omit<As, "pops" | "asn">> & {
    readonly asn: number;
    /** City names or IATA codes of the kit's table, or places with coordinates. */
    readonly pops?: readonly (string | Pop)[];
  })[];
  readonly links: readonly AsLink[];
}

/** Thrown for an invalid AS graph; the message names the AS or the link. */
export class AsGraphError extends Error {
  override readonly name = "AsGraphError";
  constructor(
    message: string,
    /** The AS or link in question. */
    readonly about: { readonly asn?: number; readonly ends?: readonly [number, number] } = {},
  ) {
    super(message);
  }
}

/**
 * The ASNs at both ends of a link; of transit the provider first.
 * @example endsOf({ provider: 10, customer: 30 }) // [10,30]
 */
export const endsOf = (link: AsLink): readonly [number, number] =>
  "peers" in link ? link.peers : [link.provider, link.customer];

/** A link in words, for errors. */
export const describeLink = (link: AsLink): string =>
  "peers" in link
    ? `Link AS${link.peers[0]} - AS${link.peers[1]} (peers)`
    : `Link AS${link.provider} - AS${link.customer} (provider - customer)`;

/**
 * Checks an AS graph, fills in defaults, and freezes it. A graphology graph has ASNs as nodes, a directed edge from
 * provider to customer and an undirected one between peers.
 * @example defineAsGraph({ ases: [{ asn: 1 }, { asn: 2 }], links: [{ provider: 1, customer: 2 }] }).links.length // 1
 * @throws AsGraphError for an AS or a pair listed twice, an unknown AS, a link to itself, a provider cycle;
 * UnknownCityError for a city that is in no table
 */
export function defineAsGraph(input: AsGraphInput | GraphologyGraph): AsGraph {
  const { ases, links } = isGraphology(input) ? plainAsGraph(input) : input;
  const defined = ases.map(({ asn, name, country, pops = [], weight = 1, routerId = asn }): As => {
    if (!isAsn(asn)) throw new AsGraphError(`ASN must be an integer from 1 to 4294967295 (got ${asn}).`, { asn });
    if (!(weight >= 0 && weight < Infinity))
      throw new AsGraphError(`AS${asn}: the weight must be 0 or more (got ${weight}).`, { asn });
    if (!isAsn(routerId))
      throw new AsGraphError(`AS${asn}: the router id must be from 1 to 4294967295 (got ${routerId}).`, { asn });
    const placed = pops.map((pop) => Object.freeze(typeof pop === "string" ? popIn(pop) : checkedPop(asn, pop)));
    const twice = placed.find((pop, i) => placed.findIndex((other) => other.city === pop.city) < i);
    if (twice) throw new AsGraphError(`AS${asn}: duplicate PoP in ${twice.city}. Remove one.`, { asn });
    return Object.freeze({ asn, ...(name && { name }), ...(country && { country }), pops: placed, weight, routerId });
  });
  const graph: AsGraph = {
    ases: Object.freeze(defined),
    links: Object.freeze(links.map((link) => Object.freeze(link))),
  };
  checkLinks(graph);
  checkProviders(graph);
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
    throw new AsGraphError(`AS${asn}, PoP ${pop.city}: ${(error as Error).message}`, { asn });
  }
  return pop;
}

/** Checks that every link joins two known ASes, and every pair only once. @throws AsGraphError */
function checkLinks({ ases, links }: AsGraph): void {
  const known = new Set<number>();
  for (const { asn } of ases) {
    if (known.has(asn)) throw new AsGraphError(`Duplicate AS${asn}. Remove one of them.`, { asn });
    known.add(asn);
  }
  const pairs = new Set<string>();
  for (const link of links) {
    const ends = endsOf(link);
    const [a, b] = ends;
    const fail = (text: string) => new AsGraphError(`${describeLink(link)}${text}`, { ends });
    for (const end of ends)
      if (!known.has(end)) throw fail(`: unknown AS${end}. Add it to the ASes, or correct its number.`);
    if (a === b) throw fail(": the two ends must be different ASes.");
    const pair = `${Math.min(a, b)} ${Math.max(a, b)}`;
    if (pairs.has(pair)) throw fail(": duplicate pair. Keep one link, with all its cities.");
    pairs.add(pair);
  }
}

/**
 * Gao & Rexford 2001, condition 1: no AS is its own indirect provider. Removes ASes whose providers are all removed (Kahn
 * 1962); the remainder contains a cycle. @throws AsGraphError that shows the cycle
 */
function checkProviders({ ases, links }: AsGraph): void {
  const providers = new Map<number, number[]>(ases.map(({ asn }) => [asn, []]));
  const customers = new Map<number, number[]>(ases.map(({ asn }) => [asn, []]));
  for (const link of links) {
    if ("peers" in link) continue;
    providers.get(link.customer)!.push(link.provider);
    customers.get(link.provider)!.push(link.customer);
  }
  const left = new Map([...providers].map(([asn, list]) => [asn, list.length]));
  const free = ases.map(({ asn }) => asn).filter((asn) => left.get(asn) === 0);
  for (let asn = free.pop(); asn !== undefined; asn = free.pop()) {
    left.delete(asn);
    for (const customer of customers.get(asn)!) {
      left.set(customer, left.get(customer)! - 1);
      if (left.get(customer) === 0) free.push(customer);
    }
  }
  if (left.size === 0) return;
  // Going up from a remaining AS never ends: it has a remaining provider.
  const trail: number[] = [];
  let asn = [...left.keys()][0];
  while (!trail.includes(asn)) {
    trail.push(asn);
    asn = providers.get(asn)!.find((provider) => left.has(provider))!;
  }
  const ring = [...trail.slice(trail.indexOf(asn)), asn].reverse().map((each) => `AS${each}`);
  throw new AsGraphError(`A cycle of providers: ${ring.join(" sells to ")}. No AS may be its own indirect provider.`);
}

/** Converts graphs over the same ASes to plain data, which defineAsGraph validates. */
export function plainAsGraph(...graphs: readonly GraphologyGraph[]): AsGraphInput {
  const ases = new Map<string, AsGraphInput["ases"][number]>();
  const links: AsLink[] = [];
  for (const graph of graphs) {
    graph.forEachNode((node, attributes) =>
      ases.set(node, { ...ases.get(node), ...(attributes as Partial<As>), asn: Number(node) }),
    );
    graph.forEachEdge((_edge, { cities }: { cities?: readonly string[] }, one, other, _one, _other, isUndirected) => {
      const where = cities ? { cities } : {};
      const [a, b] = [Number(one), Number(other)];
      links.push(isUndirected ? { peers: [a, b], ...where } : { provider: a, customer: b, ...where });
    });
  }
  return { ases: [...ases.values()], links };
}
