// The input of an AS diagram as plain data, and its validation.
import { FigureError, siteMark } from "../core/index.js";

export interface AsNode {
  readonly asn: number;
  readonly name?: string;
  /** Letter of the site its packets reach; null if they reach none; absent if not computed. */
  readonly site?: string | null;
  /** If its routers choose individually: the share of the AS that reaches each site, 0..1. Replaces `site`. */
  readonly split?: readonly { readonly site: string; readonly share: number }[];
  /** Its packets loop: drawn hollow with a turning arrow. */
  readonly loop?: boolean;
  /** Drawn with a stronger border, as the AS a control chooses. */
  readonly emphasis?: boolean;
  /** A short line under the name: "LOCAL_PREF 200". */
  readonly note?: string;
  /** Its position: one box per unit to the right, one row per unit down. For all ASes or for none. Defaults to a layered layout. */
  readonly x?: number;
  readonly y?: number;
}

interface LinkLook {
  readonly down?: boolean;
  /** Text on the line: "prepend 2", a city. */
  readonly label?: string;
}
export type AsNodeLink = LinkLook &
  ({ readonly provider: number; readonly customer: number } | { readonly peers: readonly [number, number] });

export interface AsSite {
  /** A letter, A to H. */
  readonly name: string;
  /** The AS that announces it. */
  readonly origin: number;
  /** The one neighbour that it is announced to. Its mark then stands on that link, and not below the origin. */
  readonly neighbour?: number;
  readonly place?: string;
  /** Withdrawn or failed: drawn hollow with a cross. */
  readonly dead?: boolean;
}

export interface AsClient {
  readonly asn: number;
  readonly name?: string;
  /** Letter of the site that answers; null if none does; absent if not computed. */
  readonly site?: string | null;
}

/** The next hop chosen by an AS. */
export interface AsRouteArrow {
  readonly from: number;
  readonly to: number;
  readonly site: string;
}

/** A path over several ASes, beginning where the packet or the announcement starts. */
export interface AsPathLine {
  readonly ases: readonly number[];
  readonly site?: string;
  /**
   * Defaults to "used". "refused": its last link is crossed, because the route is not exported or not accepted there. "broken":
   * dashed.
   */
  readonly state?: "used" | "refused" | "broken";
}

/** A BGP message in flight. */
export interface AsMessage {
  readonly from: number;
  readonly to: number;
  readonly kind: "update" | "withdrawal";
  readonly site?: string;
  /** Its progress, 0..1. Defaults to 0.5. */
  readonly progress?: number;
}

export interface AsGraphContents {
  readonly ases: readonly AsNode[];
  readonly links: readonly AsNodeLink[];
  readonly sites?: readonly AsSite[];
  readonly clients?: readonly AsClient[];
  readonly routes?: readonly AsRouteArrow[];
  readonly paths?: readonly AsPathLine[];
  readonly messages?: readonly AsMessage[];
  /** Stated in the description. */
  readonly fidelity?: { readonly modelled: readonly string[]; readonly notModelled: readonly string[] };
}

/** The same with defaults filled in. */
export interface AsGraphModel extends Required<Omit<AsGraphContents, "fidelity">> {
  readonly nodeOf: ReadonlyMap<number, AsNode>;
  /** The link between two ASes, in either order. */
  readonly linkBetween: (a: number, b: number) => AsNodeLink | undefined;
}

/** The most ASes that are still readable. */
const MOST = 40;

export const linkEnds = (link: AsNodeLink): readonly [number, number] =>
  "peers" in link ? link.peers : [link.provider, link.customer];

const pair = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;

/** @throws FigureError naming the invalid AS, link, site or path */
export function asGraphModel(name: string, contents: AsGraphContents): AsGraphModel {
  const { ases, links, sites = [], clients = [], routes = [], paths = [], messages = [] } = contents;
  const fail = (text: string) => new FigureError(`AS graph ${name}: ${text}`);
  if (ases.length === 0) throw fail("must have at least one AS.");
  if (ases.length > MOST)
    throw fail(`must have at most ${MOST} ASes (got ${ases.length}). Draw a part of the graph, or a map.`);
  const nodeOf = new Map(ases.map((as) => [as.asn, as]));
  if (nodeOf.size < ases.length) {
    const twice = ases.find((as, i) => ases.findIndex((other) => other.asn === as.asn) < i)!;
    throw fail(`duplicate AS${twice.asn}.`);
  }
  const placed = ases.filter(({ x, y }) => x !== undefined && y !== undefined).length;
  if (placed > 0 && placed < ases.length) throw fail("x and y must be given for all ASes or for none.");
  const know = (asn: number, what: string) => {
    if (nodeOf.has(asn)) return;
    throw fail(`${what} has unknown AS${asn}; ASes are ${ases.map((as) => `AS${as.asn}`).join(", ")}.`);
  };
  const between = new Map<string, AsNodeLink>();
  for (const link of links) {
    const [a, b] = linkEnds(link);
    for (const asn of [a, b]) know(asn, `link AS${a} - AS${b}`);
    if (a === b || between.has(pair(a, b))) throw fail(`link AS${a} - AS${b} is a duplicate, or its ends are equal.`);
    between.set(pair(a, b), link);
  }
  const joined = (from: number, to: number, what: string) => {
    for (const asn of [from, to]) know(asn, what);
    if (!between.has(pair(from, to))) throw fail(`${what} goes from AS${from} to AS${to}, which have no link.`);
  };
  for (const site of [...ases.map((as) => as.site), ...clients.map((client) => client.site)]) if (site) siteMark(site);
  for (const { site } of [...ases.flatMap((as) => as.split ?? []), ...routes]) siteMark(site);
  for (const [i, { name: letter, origin, neighbour }] of sites.entries()) {
    know(origin, `site ${siteMark(letter).letter}`);
    if (neighbour !== undefined) joined(origin, neighbour, `site ${letter}`);
    if (sites.findIndex((other) => other.name === letter) < i) throw fail(`duplicate site ${letter}.`);
  }
  for (const { asn, name: who = "" } of clients) know(asn, `client ${who}`.trim());
  for (const { from, to } of routes) joined(from, to, `the route of AS${from}`);
  for (const { ases: way, site } of paths) {
    if (site) siteMark(site);
    if (way.length < 2) throw fail(`path ${way.join(" ")} must have two or more ASes.`);
    way.slice(1).forEach((asn, i) => joined(way[i], asn, `path ${way.join(" ")}`));
  }
  for (const { from, to, kind } of messages) joined(from, to, `the ${kind} of AS${from}`);
  const linkBetween = (a: number, b: number) => between.get(pair(a, b));
  return { ases, links, sites, clients, routes, paths, messages, nodeOf, linkBetween };
}
