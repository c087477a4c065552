// The choices of the routers of an AS with route reflectors, over session numbers: like rib-inside.ts, but without building routes.
import { NoSteadyStateError } from "../engine.js";
import { settleInside, type Offer, type ResolvedInside } from "../inside/index.js";
import type { ResolvedProblem } from "../problem.js";
import type { SessionTable } from "./session-table.js";

interface Med {
  readonly useMed: boolean;
  /** Of the route on a session. */
  readonly medOf: (session: number) => number;
  readonly areComparable: (session: number, other: number) => boolean;
}

/** By router, the position of the session it uses among the tied ones; -1 without a route. */
export type InsideChooser = (v: number, inside: ResolvedInside, tied: readonly number[]) => number[];

export function insideChooser(
  problem: ResolvedProblem,
  { remote, localPop }: SessionTable,
  { useMed, medOf, areComparable }: Med,
): InsideChooser {
  const inForce = (name: string) => problem.tieRules.some((rule) => rule.name === name);
  const [useEbgp, useCost, useId] = ["ebgp-over-ibgp", "igp-cost", "router-id"].map(inForce);
  return (v, inside, tied) => {
    // A session is named by its position in `tied`: positions rise with the neighbour's ASN, then with its address.
    const idOf = ({ heardBy, exit, route }: Offer<number>) =>
      heardBy === "ibgp" ? exit : problem.routerId(remote[tied[route]]);
    const worse = (a: Offer<number>, b: Offer<number>): number =>
      (useEbgp ? Number(a.heardBy === "ibgp") - Number(b.heardBy === "ibgp") : 0) ||
      (useCost ? a.igpCost - b.igpCost : 0) ||
      (useId ? idOf(a) - idOf(b) : 0) ||
      a.route - b.route;
    const choose = (offers: readonly Offer<number>[]): Offer<number> | undefined => {
      const left = useMed ? offers.filter((offer) => !offers.some((other) => hasLowerMed(other, offer))) : offers;
      return left.reduce<Offer<number> | undefined>(
        (best, offer) => (best && worse(offer, best) >= 0 ? best : offer),
        undefined,
      );
    };
    const hasLowerMed = (one: Offer<number>, than: Offer<number>) =>
      areComparable(tied[one.route], tied[than.route]) && medOf(tied[one.route]) < medOf(tied[than.route]);
    const positions = tied.map((_session, i) => i);
    const used = settleInside({
      inside,
      count: problem.routers(v).length,
      heardAt: (router) => positions.filter((i) => localPop[tied[i]] === router),
      choose,
    });
    if (!used) throw new NoSteadyStateError([problem.topology.asns[v]]);
    return used.map((offer) => offer?.route ?? -1);
  };
}
