// The table of an AS with route reflectors or IGP costs of its own: each of its routers knows only what others advertise to it.
import { decide, type Elimination } from "../decision.js";
import { NoSteadyStateError } from "../engine.js";
import type { ResolvedProblem } from "../problem.js";
import type { BgpRoute, RouteAtRouter } from "../route.js";
import type { ResolvedInside } from "./ibgp-topology.js";
import { settleInside, type Offer } from "./settle-inside.js";

interface AsTable {
  readonly tied: readonly BgpRoute[];
  readonly best: readonly (BgpRoute | undefined)[];
  /** By router, the router that advertised its route over iBGP; -1 if it heard it over eBGP, or has none. */
  readonly via: readonly number[];
  readonly eliminated: readonly Elimination<BgpRoute & RouteAtRouter>[];
}

type Seen = RouteAtRouter & { readonly offer?: Offer<RouteAtRouter> };

/**
 * @param options `heard` are the routes over eBGP; `shown` is the router whose decision to report
 * @throws NoSteadyStateError if the routers never settle
 */
export function ribInside(
  problem: ResolvedProblem,
  {
    index,
    inside,
    heard,
    shown,
  }: {
    readonly index: number;
    readonly inside: ResolvedInside;
    readonly heard: readonly RouteAtRouter[];
    readonly shown: number;
  },
): AsTable {
  const { attributeRules, tieRules } = problem;
  const tied = decide(heard, attributeRules).left;
  if (tied.length === 0) return { tied, best: [], via: [], eliminated: [] };
  // Every router learns a route of the best LOCAL_PREF, path length and origin; which MEDs it compares depends on what it learns.
  const everywhere = decide(
    heard,
    attributeRules.filter(({ name }) => name !== "med"),
  );
  const atRouter = [...attributeRules.filter(({ name }) => name === "med"), ...tieRules];
  let eliminatedAtShown: readonly Elimination<Seen>[] = [];
  const used = settleInside({
    inside,
    count: problem.routers(index).length,
    heardAt: (router) => everywhere.left.filter(({ session }) => session?.localPop === router),
    choose: (offers, router) => {
      const { left, eliminated } = decide(offers.map(seenIn(inside)), atRouter);
      if (router === shown) eliminatedAtShown = eliminated;
      return left[0]?.offer;
    },
  });
  if (!used) throw new NoSteadyStateError([problem.topology.asns[index]]);
  return {
    tied,
    best: used.map((offer) => offer?.route),
    via: used.map((offer) => offer?.via ?? -1),
    eliminated: [...everywhere.eliminated, ...eliminatedAtShown],
  };
}

/** Over iBGP the exit is the sender, so its identifier counts; identifiers follow the order of the PoPs. */
const seenIn =
  ({ hasCosts }: ResolvedInside) =>
  (offer: Offer<RouteAtRouter>): Seen => {
    const { route, heardBy, igpCost, exit } = offer;
    const routerId = heardBy === "ibgp" ? exit : route.routerId;
    return { ...route, heardBy, igpCost, ...(hasCosts && { costIsGiven: true }), routerId, offer };
  };
