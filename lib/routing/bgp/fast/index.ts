// The fast engine: three phases where everybody keeps Gao and Rexford's conditions, else the work list. It computes who uses
// whom, as numbers; a route with its path is put together only when somebody asks for it, by the same rules as everywhere.
import type { CompiledAsGraph } from "../../../topology/compiled.js";
import type { Engine, Solution } from "../engine.js";
import { hear } from "../exchange.js";
import type { ResolvedProblem } from "../problem.js";
import { ribOf } from "../rib.js";
import type { BgpRoute, Session } from "../route.js";
import { sessionsOf, sessionsWith } from "../sessions.js";
import { phasesAgain } from "./again.js";
import { isGaoRexford } from "./conditions.js";
import { OWN, UNREACHED } from "./key.js";
import { nextOf, type PhaseResult } from "./phase-result.js";
import { threePhases } from "./phases.js";
import { tiesIn, visitTies } from "./ties.js";
import { OWN_ROUTE, worklist } from "./worklist.js";

export const fastEngine: Engine = (problem) => (isGaoRexford(problem) ? byPhases(problem) : byWorklist(problem));

/** Any policy. */
export function byWorklist(problem: ResolvedProblem): Solution {
  const { table, session, announcement } = worklist(problem);
  const sessionAt = (index: number, router: number): Session | undefined => {
    const s = session[table.routers[index] + router];
    return s < 0 ? undefined : sessionsWith(problem, index, table.remote[s])[table.order[s]];
  };
  const n = problem.topology.asns.length;
  const announcementOf = new Int16Array(n);
  for (let v = 0; v < n; v++) announcementOf[v] = announcement[table.routers[v]];
  const isOwn = (index: number) => session[table.routers[index]] === OWN_ROUTE;
  return { announcementOf: () => announcementOf, bestOf: routesAlong(problem, isOwn, sessionAt) };
}

/** Gao and Rexford's conditions. */
export function byPhases(problem: ResolvedProblem, phases = threePhases(problem, ranksOf(problem))): Solution {
  const { topology, tieBreak } = problem;
  const ties = tiesIn(problem, phases);
  const byRank: Solution["byRank"] = (visit) => visitTies(problem, phases, visit);
  const update: Solution["update"] = (changed, numbers) => {
    if (!isGaoRexford(changed)) return byWorklist(changed);
    const kept = problem.announcements.map(({ gracefulShutdown }, i) => (gracefulShutdown ? -1 : numbers[i]));
    const before = { result: phases, origins: problem.origins.keys(), numbers: kept };
    return byPhases(changed, phasesAgain(changed, before, ranksOf(changed)));
  };
  if (tieBreak === "router" && topology.geography) return { ...byRouter(problem, phases, ties), ties, byRank, update };
  const sessionAt = (index: number): Session | undefined => {
    const next = nextOf(phases, index);
    if (next < 0) return undefined;
    const sessions = sessionsWith(problem, index, next);
    return sessions.find(({ announcement }) => announcement < 0 || announcement === phases.announcement[index]);
  };
  const isOwn = (index: number) => phases.key[index] === OWN;
  const bestOf = routesAlong(problem, isOwn, sessionAt);
  return { announcementOf: () => phases.announcement, bestOf, ties, byRank, update };
}

/** Routes from the sessions they were heard on: what the teller uses, passed through export and import. */
function routesAlong(
  problem: ResolvedProblem,
  isOwn: (index: number) => boolean,
  sessionAt: (index: number, router: number) => Session | undefined,
): Solution["bestOf"] {
  // Routes share their way to the origin: what was put together once is kept.
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
      `AS${problem.topology.asns[index]} uses a route that it cannot have heard (${heard.refused.kind}).`,
    );
  };
  return bestOf;
}

const ownBest = (problem: ResolvedProblem, index: number, router: number) =>
  ribOf(problem, index, [], () => undefined).best[router];

/** Where every router chooses for itself: the keys say which sessions tie, the rules of rib.ts who uses which. */
function byRouter(
  problem: ResolvedProblem,
  { key }: PhaseResult,
  ties: (session: Session) => boolean,
): Pick<Solution, "bestOf" | "announcementOf"> {
  const { topology, origins } = problem;
  const known = new Map<number, readonly BgpRoute[]>();
  const bestOf = (index: number, router: number): BgpRoute | undefined => {
    if (key[index] === UNREACHED) return undefined;
    let best = known.get(index);
    if (!best) {
      const sessions = origins.has(index) ? [] : sessionsOf(problem, index).filter(ties);
      known.set(index, (best = ribOf(problem, index, sessions, bestOf).best));
    }
    return best[router];
  };
  let announcementOf: Int16Array | undefined;
  const all = () => Int16Array.from(topology.asns, (_asn, index) => bestOf(index, 0)?.announcement ?? -1);
  return { bestOf, announcementOf: () => (announcementOf ??= all()) };
}

const ranks = new WeakMap<CompiledAsGraph, Readonly<Record<"asn" | "router", Int32Array>>>();

/** By AS index its place among equally good neighbours: by ASN, or by router id where routers choose. */
function ranksOf({ topology, tieBreak }: ResolvedProblem): Int32Array {
  let known = ranks.get(topology);
  if (!known) {
    const asn = Int32Array.from(topology.asns, (_asn, index) => index);
    const ids = topology.attributes?.routerIds;
    const router = asn.slice();
    if (ids)
      asn
        .slice()
        .sort((a, b) => ids[a] - ids[b] || a - b)
        .forEach((index, place) => (router[index] = place));
    ranks.set(topology, (known = { asn, router }));
  }
  return known[tieBreak === "router" ? "router" : "asn"];
}
