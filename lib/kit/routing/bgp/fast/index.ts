// The fast engine: three phases when every AS keeps Gao and Rexford's conditions, otherwise the work list. It computes next
// hops as numbers; a route with its path is built only on demand, by the rules that all engines share.
import type { CompiledAsGraph } from "../../../topology/index.js";
import { refuseHistory, type Engine, type Solution } from "../engine.js";
import { hear } from "../exchange.js";
import type { ResolvedProblem } from "../problem.js";
import { ribOf } from "../rib.js";
import type { BgpRoute, Session } from "../route.js";
import { sessionsWith, sessionWith } from "../sessions.js";
import { updatePhases } from "./incremental.js";
import { asWorklist, type AsWorklistResult } from "./as-worklist.js";
import { LANES, nextOf, solveTogether, threePhases } from "./phases/index.js";
import { isGaoRexford, isPlain, manyRouters, otherMed } from "./conditions.js";
import { seeded } from "./seeded.js";
import { tiesIn, visitTies } from "./ties.js";
import { OWN_ROUTE, worklist } from "./worklist.js";

/**
 * Answers for a whole Internet within one frame: by phases, for other policies by a work list.
 * @example steadyState({ topology: small, announcements, engine: fastEngine }).catchments.A // 3
 */
export const fastEngine: Engine = (problem) => {
  refuseHistory(problem);
  return isGaoRexford(problem) ? byPhases(problem) : byPolicy(problem);
};

/** The same for several prefixes: those of one topology whose ASes keep the conditions are solved a few at a time. */
export function fastTogether(problems: readonly ResolvedProblem[]): Solution[] {
  const solutions = new Array<Solution>(problems.length);
  const waiting = new Map<Int32Array, number[]>();
  problems.forEach((problem, i) => {
    refuseHistory(problem);
    if (!isGaoRexford(problem) || !isPlain(problem)) {
      solutions[i] = fastEngine(problem);
      return;
    }
    const ranks = ranksFor(problem); // one array for each topology
    const others = waiting.get(ranks);
    if (others) others.push(i);
    else waiting.set(ranks, [i]);
  });
  for (const [ranks, indexes] of waiting)
    for (let k = 0; k < indexes.length; k += LANES) {
      const few = indexes.slice(k, k + LANES);
      const found = few.length > 1 ? solveTogether(few.map((i) => problems[i]), ranks) : undefined; // prettier-ignore
      few.forEach((i, p) => (solutions[i] = byPhases(problems[i], found?.[p])));
    }
  return solutions;
}

/** Any policy: starts from the phases when that yields the only steady state. */
function byPolicy(problem: ResolvedProblem): Solution {
  if (manyRouters(problem) || otherMed(problem)) return byRouterWorklist(problem);
  const { only, several } = seeded(problem, ranksFor(problem));
  if (only) return solutionOf(problem, only);
  return { ...byWorklist(problem), ...(several !== undefined && { several: [several] }) };
}

/** Any policy, like the reference engine: from the origins, in rounds. */
export function byWorklist(problem: ResolvedProblem): Solution {
  if (manyRouters(problem) || otherMed(problem)) return byRouterWorklist(problem);
  return solutionOf(problem, asWorklist(problem, ranksFor(problem)));
}

function solutionOf(problem: ResolvedProblem, { next, announcement }: AsWorklistResult): Solution {
  return { announcementOf: () => announcement, ...along(problem, (index) => next[index], announcement) };
}

/** For ASes whose routers choose individually. */
function byRouterWorklist(problem: ResolvedProblem): Solution {
  const { table, session, announcement } = worklist(problem);
  const sessionAt = (index: number, router: number): Session | undefined => {
    const s = session[table.routers[index] + router];
    return s < 0 ? undefined : sessionWith(problem, index, table.remote[s], table.order[s]);
  };
  const n = problem.topology.asns.length;
  const announcementOf = new Int16Array(n);
  for (let v = 0; v < n; v++) announcementOf[v] = announcement[table.routers[v]];
  const isOwn = (index: number) => session[table.routers[index]] === OWN_ROUTE;
  return { announcementOf: () => announcementOf, sessionOf: sessionAt, bestOf: routesAlong(problem, isOwn, sessionAt) };
}

/** Gao and Rexford's conditions. */
export function byPhases(problem: ResolvedProblem, phases = threePhases(problem, ranksFor(problem))): Solution {
  const ties = tiesIn(problem, phases);
  const byRank: Solution["byRank"] = (visit) => visitTies(problem, phases, visit);
  const update: Solution["update"] = (changed, numbers) => {
    if (!isGaoRexford(changed)) return byPolicy(changed);
    const kept = problem.announcements.map(({ gracefulShutdown }, i) => (gracefulShutdown ? -1 : numbers[i]));
    const before = { result: phases, origins: problem.origins.keys(), numbers: kept };
    return byPhases(changed, updatePhases(changed, before, ranksFor(changed)));
  };
  const next = (index: number) => nextOf(phases, index);
  return {
    announcementOf: () => phases.announcement,
    ...along(problem, next, phases.announcement),
    ties,
    byRank,
    update,
  };
}

/** Sessions and routes when an AS counts as one router: the neighbour and the announcement of its route. */
function along(
  problem: ResolvedProblem,
  nextOf: (index: number) => number,
  used: Int16Array,
): Required<Pick<Solution, "sessionOf" | "bestOf">> {
  const { origins } = problem;
  const sessionOf = (index: number): Session | undefined => {
    const next = nextOf(index);
    if (next < 0 || origins.has(index)) return undefined;
    const sessions = sessionsWith(problem, index, next);
    return sessions.find(({ announcement }) => announcement < 0 || announcement === used[index]);
  };
  return { sessionOf, bestOf: routesAlong(problem, (index) => origins.has(index), sessionOf) };
}

/** Routes from the sessions they arrived on: the sender's best route, passed through export and import. */
function routesAlong(
  problem: ResolvedProblem,
  isOwn: (index: number) => boolean,
  sessionAt: (index: number, router: number) => Session | undefined,
): Solution["bestOf"] {
  // Routes share their path to the origin, so each is built once and cached.
  const known = new Map<number, (BgpRoute | undefined)[]>();
  const bestOf = (index: number, router: number): BgpRoute | undefined => {
    const routes = known.get(index) ?? [];
    if (router in routes) return routes[router];
    known.set(index, routes);
    return (routes[router] = isOwn(index) ? ownBest(problem, index, router) : along(index, router));
  };
  const along = (index: number, router: number): BgpRoute | undefined => {
    const session = sessionAt(index, router);
    if (!session) return undefined;
    const heard = hear(problem, session, bestOf(session.remote, session.remotePop));
    if ("route" in heard) return heard.route;
    throw new Error(
      `AS${problem.topology.asns[index]} uses a route that it cannot have received (${heard.refused.kind}).`,
    );
  };
  return bestOf;
}

const ownBest = (problem: ResolvedProblem, index: number, router: number) =>
  ribOf(problem, index, [], () => undefined).best[router];

const ranksFor = ({ topology, tieRules }: ResolvedProblem): Int32Array =>
  ranksOf(
    topology,
    tieRules.some(({ name }) => name === "router-id"),
  );

const ranks = new WeakMap<CompiledAsGraph, { readonly byAsn: Int32Array; readonly byId: Int32Array }>();

/** By AS index, its rank among equally good neighbours, by ASN or by router id; computed once per topology. */
function ranksOf(topology: CompiledAsGraph, byId: boolean): Int32Array {
  let known = ranks.get(topology);
  if (!known) {
    const byAsn = Int32Array.from(topology.asns, (_asn, index) => index);
    const ids = topology.attributes?.routerIds;
    const order = ids ? byAsn.slice().sort((a, b) => ids[a] - ids[b] || a - b) : byAsn;
    const rank = new Int32Array(byAsn.length);
    order.forEach((index, place) => (rank[index] = place));
    ranks.set(topology, (known = { byAsn, byId: rank }));
  }
  return byId ? known.byId : known.byAsn;
}
