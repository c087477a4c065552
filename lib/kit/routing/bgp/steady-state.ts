// The steady state of one prefix: the route of every AS once nothing changes, and look-ups by ASN.
import { indexOfAs } from "../../topology/index.js";
import { contains, parsePrefix, type Prefix } from "../prefix.js";
import type { Address } from "../address.js";
import { DEFAULT_PREFIX, type BgpAnnouncement } from "./announcement.js";
import type { Engine, Solution } from "./engine.js";
import { fastEngine, fastTogether } from "./fast/index.js";
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

/** The steady states of several questions, in their order: the same as of each by itself, in less time. */
export function steadyStatesFor(questions: readonly SteadyStateOptions[]): SteadyState[] {
  const solved = new Map<SteadyStateOptions, SteadyState>();
  const fast = questions.filter(({ engine }) => engine === undefined || engine === fastEngine);
  const problems = fast.map(resolve);
  fastTogether(problems).forEach((solution, i) => solved.set(fast[i], stateOf(fast[i], problems[i], solution)));
  return questions.map((question) => solved.get(question) ?? steadyState(question));
}

/** The steady state described by a solution. */
export function stateOf(question: SteadyStateOptions, problem: ResolvedProblem, solution: Solution): SteadyState {
  const siteNumbers = solution.announcementOf();
  const sites = problem.announcements.map(({ site }) => site);
  const counts = countsOf(siteNumbers, sites.length);
  return {
    question,
    problem,
    solution,
    sites,
    siteNumbers,
    ...(solution.several && { several: solution.several.map((index) => problem.topology.asns[index]) }),
    reached: counts.reduce((sum, count) => sum + count, 0),
    catchments: Object.fromEntries(sites.map((site, i) => [site, counts[i]])),
  };
}

/** By number of the site, how many ASes use it. Most ASes have the number of the one before, so four rows count in turn. */
function countsOf(siteNumbers: Int16Array, sites: number): Int32Array {
  const width = sites + 1; // the first of a row counts ASes without a route, whose number is -1
  const rows = new Int32Array(4 * width);
  const [second, third, fourth] = [width + 1, 2 * width + 1, 3 * width + 1];
  let v = 0;
  for (const last = siteNumbers.length - 3; v < last; v += 4) {
    rows[siteNumbers[v] + 1]++;
    rows[siteNumbers[v + 1] + second]++;
    rows[siteNumbers[v + 2] + third]++;
    rows[siteNumbers[v + 3] + fourth]++;
  }
  for (; v < siteNumbers.length; v++) rows[siteNumbers[v] + 1]++;
  const counts = new Int32Array(sites);
  for (let i = 0; i < sites; i++) counts[i] = rows[i + 1] + rows[i + second] + rows[i + third] + rows[i + fourth];
  return counts;
}

/**
 * The steady states of several prefixes, the longest first: announcements of the same prefix form one question.
 * @example steadyStates({ topology: small, announcements: [...announcements, { site: "A", origin: 64501, prefix: "192.0.2.0/25" }] }).length // 2
 */
export function steadyStates({ announcements, ...rest }: SteadyStateOptions): SteadyState[] {
  return steadyStatesFor(announcementsByPrefix(announcements).map((of) => ({ ...rest, announcements: of })));
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
