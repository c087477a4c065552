// The tie-breaking rules over session numbers: like rib.ts, but without building routes.
import type { ResolvedProblem } from "../problem.js";
import type { SessionTable } from "./session-table.js";

/** Position of the tied session that a router of an AS uses; -1 when there are none. */
export type TieBreaker = (v: number, router: number, tied: readonly number[]) => number;

export function tieBreaker(problem: ResolvedProblem, { remote, localPop }: SessionTable): TieBreaker {
  const inForce = (name: string) => problem.tieRules.some((rule) => rule.name === name);
  const useId = inForce("router-id");
  const useEbgp = inForce("ebgp-over-ibgp");
  const useCost = inForce("igp-cost");
  // Sessions are ordered by ASN of the neighbour, then by number: the first of equals has the lowest ASN and peer address.
  const heardBy = (pop: number, tied: readonly number[]): number => {
    let best = -1;
    for (let i = 0; i < tied.length; i++) {
      if (pop >= 0 && localPop[tied[i]] !== pop) continue;
      if (best < 0 || (useId && problem.routerId(remote[tied[i]]) < problem.routerId(remote[tied[best]]))) best = i;
    }
    return best;
  };
  if (problem.tieBreak !== "router") return (_v, _router, tied) => (tied.length > 0 ? 0 : -1);
  return (v, router, tied) => {
    const routers = problem.routers(v);
    if (routers.length === 1 || tied.length === 0) return heardBy(-1, tied);
    let best = heardBy(router, tied);
    if (best >= 0 && useEbgp) return best;
    let bestCost = 0;
    let bestId = best < 0 ? 0 : problem.routerId(remote[tied[best]]);
    for (let pop = 0; pop < routers.length; pop++) {
      if (pop === router) continue;
      const offer = heardBy(pop, tied);
      if (offer < 0) continue;
      const cost = useCost ? Math.round(problem.km(routers[router], routers[pop])) : 0;
      const worse = best < 0 ? -1 : cost - bestCost || (useId ? pop - bestId : 0) || offer - best;
      if (worse > 0) continue;
      best = offer;
      bestCost = cost;
      bestId = pop;
    }
    return best;
  };
}
