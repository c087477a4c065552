// The steady state of one prefix: the route of every AS once nothing changes, and look-ups by ASN.
import { indexOfAs } from "../../topology/index.js";
import { contains, parsePrefix, type Prefix } from "../prefix.js";
import type { Address } from "../address.js";
import { DEFAULT_PREFIX, type BgpAnnouncement } from "./announcement.js";
import type { Engine, Solution } from "./engine.js";
import { fastEngine } from "./fast/index.js";
import type { BgpProblem, ResolvedProblem } from "./problem.js";
import { resolve } from "./resolve.js";
import { ribOf, type RibWithReasons } from "./rib.js";
import type { BgpRoute } from "./route.js";
import { sessionsOf } from "./sessions.js";
import { siteSets } from "./site-sets.js";

export interface SteadyState {
  /** The problem that was solved. */
  readonly question: SteadyStateOptions;
  readonly problem: ResolvedProblem;
  readonly solution: Solution;
  /** Site names, by number of the announcement. */
  readonly sites: readonly string[];
  /** ASes that have a route, origins included. */
  readonly reached: number;
  /** Site -> number of ASes that use it, origins included; including unused sites. */
  readonly catchments: Readonly<Record<string, number>>;
  /**
   * ASNs whose policies allow other steady states; the order of messages decides which one BGP reaches. Absent when this is the
   * only one, or when no search was made.
   */
  readonly several?: readonly number[];
  /** By AS index (see topology.asns) the number of the site it uses; -1 without a route. */
  readonly siteNumbers: Int16Array;
}

export interface SteadyStateOptions extends BgpProblem {
  /** Defaults to the fast engine. */
  readonly engine?: Engine;
}

/** The limits of the model: what it includes and what it leaves out. Figures of routes state them. */
export const bgpFidelity = {
  modelled: [
    "relationships, LOCAL_PREF, valley-free export, AS-path length, ORIGIN, MED, communities, prepending, poisoning, origin validation",
    "sites with their own neighbours and location; the tied set; hot potato by distance; iBGP by full mesh or route reflectors, with IGP costs where given",
  ],
  notModelled: [
    "relationships that differ by place or prefix",
    "route age, damping (see convergence), vendor defaults beyond RFC 4271, filters nobody publishes",
  ],
} as const;

/**
 * Who uses which site of one prefix.
 * @example steadyState({ topology: small, announcements }).catchments.A // 3
 * @throws AnnouncementError for an invalid site; NoSteadyStateError if the policies contradict each other forever
 */
export function steadyState(question: SteadyStateOptions): SteadyState {
  const problem = resolve(question);
  return stateOf(question, problem, (question.engine ?? fastEngine)(problem));
}

/** The steady state described by a solution. */
export function stateOf(question: SteadyStateOptions, problem: ResolvedProblem, solution: Solution): SteadyState {
  const siteNumbers = solution.announcementOf();
  const sites = problem.announcements.map(({ site }) => site);
  const counts = new Int32Array(sites.length + 1); // the first counts ASes without a route, whose number is -1
  for (let v = 0; v < siteNumbers.length; v++) counts[siteNumbers[v] + 1]++;
  return {
    question,
    problem,
    solution,
    sites,
    siteNumbers,
    ...(solution.several && { several: solution.several.map((index) => problem.topology.asns[index]) }),
    reached: siteNumbers.length - counts[0],
    catchments: Object.fromEntries(sites.map((site, i) => [site, counts[i + 1]])),
  };
}

/**
 * The steady states of several prefixes, the longest first: announcements of the same prefix form one question.
 * @example steadyStates({ topology: small, announcements: [...announcements, { site: "A", origin: 64501, prefix: "192.0.2.0/25" }] }).length // 2
 */
export function steadyStates({ announcements, ...rest }: SteadyStateOptions): SteadyState[] {
  return announcementsByPrefix(announcements).map((of) => steadyState({ ...rest, announcements: of }));
}

/** Announcements of one prefix together, the longest prefix first. @throws AddressError */
export function announcementsByPrefix(announcements: readonly BgpAnnouncement[]): BgpAnnouncement[][] {
  const byPrefix = new Map<string, { prefix: Prefix; of: BgpAnnouncement[] }>();
  for (const announcement of announcements) {
    const prefix = parsePrefix(announcement.prefix ?? DEFAULT_PREFIX);
    const group = byPrefix.get(prefix.text) ?? { prefix, of: [] };
    group.of.push(announcement);
    byPrefix.set(prefix.text, group);
  }
  return [...byPrefix.values()].sort((a, b) => b.prefix.length - a.prefix.length).map(({ of }) => of);
}

/**
 * The state of the longest prefix that contains an address and for which the AS has a route.
 * @example longestMatchState([state], indexOfAs(small, 10), parseAddress("192.0.2.53")).catchments.A // 3
 */
export function longestMatchState(
  states: readonly SteadyState[],
  index: number,
  address: Address,
): SteadyState | undefined {
  const covering = states.filter(
    ({ problem, siteNumbers }) => siteNumbers[index] >= 0 && contains(problem.prefix, address),
  );
  return covering.reduce<SteadyState | undefined>(
    (best, state) => (!best || state.problem.prefix.length > best.problem.prefix.length ? state : best),
    undefined,
  );
}

/**
 * The route an AS uses; where its routers choose for themselves, the one of the router nearest to `city`, else of its first PoP.
 * @example routeOf(state, 20).site // "B"
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function routeOf(state: SteadyState, asn: number, city?: string): BgpRoute | undefined {
  const index = indexOfAs(state.problem.topology, asn);
  return state.solution.bestOf(index, routerAt(state, index, city));
}

/** The number of an AS's router nearest to a city; 0 without one. @throws RangeError for a city that is not in the topology */
export function routerAt({ problem }: SteadyState, index: number, city?: string): number {
  if (city === undefined) return 0;
  const place = problem.places.findIndex(({ name }) => name === city);
  if (place < 0) throw new RangeError(`Unknown city "${city}" in this topology.`);
  return problem.routerNear(index, place);
}

/**
 * The site an AS uses.
 * @example siteOf(state, 10) // "A"
 * @throws UnknownAsError
 */
export function siteOf(state: SteadyState, asn: number): string | undefined {
  return state.sites[state.siteNumbers[indexOfAs(state.problem.topology, asn)]];
}

/**
 * The AS path of the route an AS uses, as its router shows it: from its neighbour to the origin.
 * @example asPathOf(state, 10) // [30,64501]
 * @throws UnknownAsError
 */
export function asPathOf(state: SteadyState, asn: number): readonly number[] | undefined {
  return routeOf(state, asn)?.path;
}

/**
 * The equally good routes of an AS, which attributes cannot separate, in ascending order of the neighbour's ASN.
 * @example tiedRoutes(state, 10).length // 1
 * @throws UnknownAsError
 */
export function tiedRoutes(state: SteadyState, asn: number): readonly BgpRoute[] {
  return tableOf(state, indexOfAs(state.problem.topology, asn), true).tied;
}

/**
 * The sites an AS reaches over any of its equally good routes, and the sites of the ASes on the path.
 * @example sitesOf(state, 10) // ["A"]
 * @throws UnknownAsError
 */
export function sitesOf(state: SteadyState, asn: number): readonly string[] {
  const { words, bits } = siteSetsOf(state);
  const index = indexOfAs(state.problem.topology, asn);
  return state.sites.filter((_site, i) => (bits[index * words + (i >> 5)] >>> (i & 31)) & 1);
}

const known = new WeakMap<SteadyState, ReturnType<typeof siteSets>>();

/**
 * By AS index the set of sites reached over equally good routes, as bits; computed once per state.
 * @example siteSetsOf(state).bits[indexOfAs(small, 10)] // 1: bit 0 is site A, bit 1 site B
 */
export function siteSetsOf(state: SteadyState): ReturnType<typeof siteSets> {
  const found = known.get(state) ?? siteSets(state.problem, state.solution);
  known.set(state, found);
  return found;
}

/** The whole table of an AS, reasons included. @param tiedOnly skip routes that are not in the tied set */
export function tableOf(
  { problem, solution }: SteadyState,
  index: number,
  tiedOnly = false,
  router = 0,
): RibWithReasons {
  const sessions = problem.origins.has(index) ? [] : sessionsOf(problem, index);
  const worth = tiedOnly && solution.ties ? sessions.filter(solution.ties) : sessions;
  return ribOf(problem, index, worth, solution.bestOf, router);
}
