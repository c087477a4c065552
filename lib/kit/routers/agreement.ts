// Compares the best route of every router by the model with that of its daemon: AS path, site and session.
import { type BgpRoute, type RuleName, type SteadyState, tableOf } from "../routing/bgp/index.js";
import { parsePrefix } from "../routing/index.js";
import { announcementIn } from "./communities.js";
import type { DaemonName, DaemonRoute } from "./daemon.js";
import type { PlannedRouter, RoutersPlan } from "./plan.js";
import type { DaemonRoutes } from "./run-routers.js";
import { insideKey, sessionKey } from "./router-draft.js";

export interface UsedRoute {
  readonly site: string;
  /** ASNs from the neighbour to the origin; empty at the origin. */
  readonly path: readonly number[];
  /** The session it came from, as named in the configuration; "announced" at the origin. */
  readonly session: string;
}

export interface RouterAgreement {
  readonly router: string;
  readonly asn: number;
  readonly city?: string;
  readonly prefix: string;
  /** Absent if there is no route. */
  readonly ours?: UsedRoute;
  readonly bird?: UsedRoute;
  readonly frr?: UsedRoute;
  /** FRR's reason, in its own words. */
  readonly frrReason?: string;
  /** The last rule that the model's decision needed; absent if it received at most one route. */
  readonly rule?: RuleName;
  readonly agrees: boolean;
}

/**
 * Compares the best routes of a daemon with the model's, router by router, for each prefix that its AS does not originate.
 * @example agreement(plan, plan.routers.map(() => [])).map(({ agrees }) => agrees) // [false,false,false]: BIRD has no route
 */
export function agreement(plan: RoutersPlan, routes: DaemonRoutes, daemon: DaemonName = "bird"): RouterAgreement[] {
  return plan.states.flatMap((state, number) =>
    plan.routers
      .filter((router) =>
        router.announces ? router.announces.state === number : !state.problem.origins.has(router.index),
      )
      .map((router) => agreementAt(state, number, router, routes[router.number], daemon)),
  );
}

function agreementAt(
  state: SteadyState,
  number: number,
  router: PlannedRouter,
  found: readonly DaemonRoute[],
  daemon: DaemonName,
): RouterAgreement {
  const { prefix } = state.problem;
  const ours = expected(state, number, router);
  const theirs = found.find((route) => parsePrefix(route.prefix).text === prefix.text);
  const used = theirs && usedByDaemon(state, theirs, router);
  const rule = ours && lastRule(state, router);
  return {
    router: router.name,
    asn: router.asn,
    ...(router.city !== undefined && { city: router.city }),
    prefix: prefix.text,
    ...(ours && { ours }),
    ...(used && { [daemon]: used }),
    ...(daemon === "frr" && theirs?.reason !== undefined && { frrReason: theirs.reason }),
    ...(rule && { rule }),
    agrees: JSON.stringify(ours) === JSON.stringify(used),
  };
}

/**
 * Joins the rows of two daemons: a router agrees if both do.
 * @example joined(agreement(plan, plan.routers.map(() => [])), agreement(plan, plan.routers.map(() => []), "frr"))[0].agrees // false
 */
export function joined(bird: readonly RouterAgreement[], frr: readonly RouterAgreement[]): RouterAgreement[] {
  return bird.map((row, i) => ({ ...row, ...frr[i], agrees: row.agrees && frr[i].agrees }));
}

/** A router's best route for the prefix of a state, by the model. @param number the number of the state */
export function expected(
  state: SteadyState,
  number: number,
  { announces, index, pop, sessions }: PlannedRouter,
): UsedRoute | undefined {
  if (announces) return { site: announces.announcement.site, path: [], session: "announced" };
  const best = state.solution.bestOf(index, pop!);
  if (!best) return undefined;
  const heardBy = best.session!.localPop;
  const from = state.problem.insideOf(index) ? tableOf(state, index, false, pop).via![pop!] : heardBy;
  const key = heardBy === pop ? sessionKey(best.session!, number) : insideKey(from);
  const session = sessions.find((each) => each.key === key && each.family === state.problem.prefix.family);
  return { site: best.site, path: best.path, session: session?.protocol ?? "?" };
}

function usedByDaemon(
  state: SteadyState,
  { path, communities, protocol }: DaemonRoute,
  { announces }: PlannedRouter,
): UsedRoute {
  const { announcements } = state.problem;
  const origin = path.at(-1);
  const number = origin === undefined ? announces?.announcement.number : announcementIn(communities, origin);
  return { site: announcements.find((each) => each.number === number)?.site ?? "?", path, session: protocol };
}

/** The last of the rules by which the best route beat another. */
function lastRule(state: SteadyState, { index, pop }: PlannedRouter): RuleName | undefined {
  if (pop === undefined) return undefined;
  const { problem } = state;
  const { eliminated, best } = tableOf(state, index, false, pop);
  const used = (route: BgpRoute) => route.session === best[pop]?.session;
  const needed = new Set(eliminated.filter(({ by }) => used(by)).map(({ rule }) => rule.name));
  const inOrder = [...problem.attributeRules, ...problem.tieRules].map(({ name }) => name);
  return inOrder.filter((name) => needed.has(name)).at(-1);
}
