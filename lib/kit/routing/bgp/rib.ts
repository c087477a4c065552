// One AS's table for the prefix: the routes it received, the equally good ones, and the one each of its routers uses.
import { decide, type Elimination } from "./decision.js";
import { ribInside } from "./inside/rib-inside.js";
import { hear, ownRoute, type Refusal } from "./exchange.js";
import type { ResolvedAnnouncement, ResolvedProblem } from "./problem.js";
import type { BgpRoute, RouteAtRouter, Session } from "./route.js";

export interface Rib {
  /** The tied set: the routes that no attribute separates, by ascending ASN of the neighbour. At an origin, its own routes. */
  readonly tied: readonly BgpRoute[];
  /** The route of each router, in the order of PoPs; empty when there is no route. */
  readonly best: readonly (BgpRoute | undefined)[];
}

export interface RibWithReasons extends Rib {
  readonly candidates: readonly BgpRoute[];
  readonly refused: readonly { readonly session: Session; readonly why: Refusal; readonly by: "teller" | "hearer" }[];
  /** With route reflectors or IGP costs inside the AS: by router, the router that advertised its route to it; -1 over eBGP. */
  readonly via?: readonly number[];
  /** Which routes lost by which attribute and, at the router in question, by which tie-break. */
  readonly eliminated: readonly Elimination<BgpRoute & RouteAtRouter>[];
}

/** What an AS exports, as text: neighbours cannot distinguish two tables with equal text. */
export const exportsOf = ({ best }: Rib): string =>
  best.map((route) => route && `${route.announcement} ${route.learned} ${route.path.join(" ")}`).join("|");

/** The sender's route at its end of a session. */
export type BestOf = (index: number, router: number) => BgpRoute | undefined;

/**
 * The table of one AS, given what its neighbours use: one activation of the AS.
 * @param shown the router whose tie-breaks to report
 */
export function ribOf(
  problem: ResolvedProblem,
  index: number,
  sessions: readonly Session[],
  bestOf: BestOf,
  shown = 0,
): RibWithReasons {
  const own = problem.origins.get(index);
  if (own)
    return ownRib(
      problem,
      own.map((each) => ownRoute(problem, each)),
      index,
    );
  const candidates: BgpRoute[] = [];
  const refused: { session: Session; why: Refusal; by: "teller" | "hearer" }[] = [];
  for (const session of sessions) {
    const heard = hear(problem, session, bestOf(session.remote, session.remotePop));
    if ("route" in heard) candidates.push(heard.route);
    else refused.push({ session, why: heard.refused, by: heard.by });
  }
  const heard = candidates.map(asEbgp);
  const inside = problem.insideOf(index);
  if (inside) return { candidates, refused, ...ribInside(problem, { index, inside, heard, shown }) };
  const { left: tied, eliminated } = decide(heard, problem.attributeRules);
  const routers = problem.routers(index);
  const perRouter = Array.from(routers, (_place, router) => atRouter(problem, index, tied, router));
  return {
    tied,
    best: tied.length === 0 ? [] : perRouter.map(({ left }) => left[0]),
    candidates,
    refused,
    eliminated: [...eliminated, ...perRouter[shown].eliminated],
  };
}

/** An origin considers only its own announcements. */
function ownRib(problem: ResolvedProblem, tied: readonly BgpRoute[], index: number): RibWithReasons {
  const best = nearestSites(problem, index).map((site) => tied[site]);
  return { tied, best, candidates: tied, refused: [], eliminated: [] };
}

/** For each router of an origin its nearest site, as a position among the AS's own announcements. */
export function nearestSites(problem: ResolvedProblem, index: number): number[] {
  const sites = problem.origins.get(index)!;
  return Array.from(problem.routers(index), (place) => sites.indexOf(nearestAnnouncement(problem, index, place)));
}

/** The origin's announcement nearest to a place; the first on a tie. */
export function nearestAnnouncement(problem: ResolvedProblem, index: number, place: number): ResolvedAnnouncement {
  const sites = problem.origins.get(index)!;
  return sites.reduce((best, site) => (problem.km(place, site.place) < problem.km(place, best.place) ? site : best));
}

const asEbgp = (route: BgpRoute): RouteAtRouter => ({ ...route, heardBy: "ebgp", igpCost: 0 });

/**
 * Breaks the tie at one router. In an iBGP full mesh each router first chooses among its eBGP routes and advertises the best to
 * the others; then its own choice competes with theirs.
 */
function atRouter(problem: ResolvedProblem, index: number, tied: readonly RouteAtRouter[], router: number) {
  const routers = problem.routers(index);
  if (routers.length === 1) return decide(tied, problem.tieRules);
  const heardAt = (pop: number) => tied.filter(({ session }) => session?.localPop === pop);
  const eliminated: Elimination<RouteAtRouter>[] = [];
  const offers = Array.from(routers, (place, pop) => {
    const choice = decide(heardAt(pop), problem.tieRules);
    eliminated.push(...choice.eliminated);
    if (pop === router) return choice.left;
    const igpCost = Math.round(problem.km(routers[router], place));
    // Over iBGP the other router is the sender, so its identifier counts; identifiers follow the order of the PoPs.
    return choice.left.map((route): RouteAtRouter => ({ ...route, heardBy: "ibgp", igpCost, routerId: pop }));
  }).flat();
  const decision = decide(offers, problem.tieRules);
  return {
    left: decision.left.map((route) => withOwnId(route, tied)),
    eliminated: [...eliminated, ...decision.eliminated],
  };
}

/** The route with the router id of its neighbour. */
function withOwnId(route: RouteAtRouter, tied: readonly RouteAtRouter[]): RouteAtRouter {
  const original = tied.find(({ session }) => session === route.session);
  return original ? { ...route, routerId: original.routerId } : route;
}
