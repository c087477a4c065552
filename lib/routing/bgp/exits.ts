// Where each AS sends packets out: the sessions it may use, and how far everything behind them is. Computed when first asked,
// then kept, for a packet at the same place in the same AS always goes the same way.
import type { ResolvedProblem } from "./problem.js";
import type { Session } from "./route.js";
import { sessionsWith } from "./sessions.js";
import { tableOf, type SteadyState } from "./steady-state.js";

export interface Exits {
  /** The sessions a packet in an AS may leave by; empty at an origin and without a route. */
  readonly of: (index: number) => readonly Session[];
  /** The one a packet at a place takes: the nearest, the lowest ASN between equally near ones. */
  readonly from: (index: number, place: number) => Session | undefined;
}

const known = new WeakMap<SteadyState, Exits>();

/** The exits of a steady state. */
export function exitsOf(state: SteadyState): Exits {
  const found = known.get(state) ?? makeExits(state);
  known.set(state, found);
  return found;
}

function makeExits(state: SteadyState): Exits {
  const { problem, solution, siteNumbers } = state;
  const tied = tiedSessions(state);
  const used = solution.sessionOf ?? ((index, router) => solution.bestOf(index, router)?.session);
  const sessions: (readonly Session[] | undefined)[] = new Array<undefined>(siteNumbers.length);
  const find = (index: number): readonly Session[] => {
    if (siteNumbers[index] < 0 || problem.origins.has(index)) return [];
    if (problem.tieBreak === "all") return tied(index);
    if (problem.tieBreak === "router")
      return Array.from(problem.routers(index), (_place, router) => used(index, router)!);
    // One neighbour and one announcement, but in whatever place they meet.
    const { remote, announcement } = used(index, 0)!;
    return sessionsWith(problem, index, remote).filter((each) => each.announcement === announcement);
  };
  const of = (index: number) => (sessions[index] ??= find(index));
  return {
    of,
    from(index, place) {
      if (problem.tieBreak === "router") {
        if (siteNumbers[index] < 0 || problem.origins.has(index)) return undefined;
        return used(index, problem.routerNear(index, place));
      }
      const choice = of(index);
      let nearest = choice[0];
      for (let i = 1; i < choice.length; i++)
        if (problem.km(place, choice[i].place) < problem.km(place, nearest.place)) nearest = choice[i];
      return nearest;
    },
  };
}

/** The tied sessions of every AS: all at once where the engine can visit them, else one table after the other. */
function tiedSessions(state: SteadyState): (index: number) => readonly Session[] {
  const { problem, solution, siteNumbers } = state;
  if (!solution.byRank) return (index) => tableOf(state, index).tied.map(({ session }) => session!);
  const links = tiedLinks(problem, siteNumbers.length, solution.byRank);
  return (index) => {
    const found: Session[] = [];
    for (let i = links.first[index]; i >= 0; i = links.next[i])
      for (const session of sessionsWith(problem, index, links.teller[i]))
        if (session.announcement === links.announcement[i]) found.push(session);
    return found.sort((a, b) => a.remote - b.remote || a.order - b.order);
  };
}

/** The tied links as chains, one for each AS. */
function tiedLinks(
  { topology }: ResolvedProblem,
  ases: number,
  byRank: NonNullable<SteadyState["solution"]["byRank"]>,
) {
  const most = topology.providers.targets.length + topology.customers.targets.length + topology.peers.targets.length;
  const first = new Int32Array(ases).fill(-1);
  let next = new Int32Array(Math.min(most, 4 * ases) + 1);
  let teller = new Int32Array(next.length);
  let announcement = new Int16Array(next.length);
  let count = 0;
  byRank((hearer, from, number) => {
    if (count === next.length) {
      const copy = <T extends Int32Array | Int16Array>(to: T, array: T) => (to.set(array), to);
      next = copy(new Int32Array(2 * count), next);
      teller = copy(new Int32Array(2 * count), teller);
      announcement = copy(new Int16Array(2 * count), announcement);
    }
    next[count] = first[hearer];
    teller[count] = from;
    announcement[count] = number;
    first[hearer] = count++;
  });
  return { first, next, teller, announcement };
}
