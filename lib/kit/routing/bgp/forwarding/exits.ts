// Where packets leave each AS: the sessions it may use, and the nearest of them. Computed on demand and cached as columns of
// numbers, because a figure looks up all users of an Internet within one frame.
import type { ResolvedProblem } from "../problem.js";
import type { Session } from "../route.js";
import { sessionsWith } from "../sessions.js";
import { tableOf, type SteadyState } from "../steady-state.js";

export interface Exits {
  /** The sessions a packet in an AS may leave by, by ascending ASN of the neighbour; empty at an origin and without a route. */
  readonly of: (index: number) => readonly Session[];
  /** The session that a packet at a place takes: the nearest; on a tie, the lowest ASN. */
  readonly from: (index: number, place: number) => Session | undefined;
  /** The same as a position in the columns, for many packets; -1 at an origin and without a route. */
  readonly nearest: (index: number, place: number) => number;
  /** The session's neighbour, where it is, and which announcement is made there, as in Session. */
  readonly remote: readonly number[];
  readonly place: readonly number[];
  readonly announcement: readonly number[];
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
  const { origins, tieBreak, km, routerNear } = problem;
  const [remote, place, announcement]: [number[], number[], number[]] = [[], [], []];
  // The exits of an AS are first[index] .. end[index] - 1; first is -1 until they are first needed.
  const first = new Int32Array(siteNumbers.length).fill(-1);
  const end = new Int32Array(siteNumbers.length);
  const add = (index: number, neighbour: number, at: number, number: number) => {
    if (first[index] < 0) first[index] = remote.length;
    remote.push(neighbour);
    place.push(at);
    announcement.push(number);
    end[index] = remote.length;
  };
  const all = tieBreak === "all" && solution.byRank;
  if (all) all(tiedLinks(problem, add));

  const used = solution.sessionOf ?? ((index, router) => solution.bestOf(index, router)?.session);
  const find = (index: number): readonly Session[] => {
    if (tieBreak === "all") return tableOf(state, index).tied.map(({ session }) => session!);
    if (tieBreak === "router") return Array.from(problem.routers(index), (_place, router) => used(index, router)!);
    // Same neighbour and same announcement, in any meeting place.
    const { remote: neighbour, announcement: number } = used(index, 0)!;
    return sessionsWith(problem, index, neighbour).filter((each) => each.announcement === number);
  };
  const isWithout = (index: number) => siteNumbers[index] < 0 || origins.has(index);
  const lookUp = (index: number) => {
    if (first[index] < 0) for (const each of find(index)) add(index, each.remote, each.place, each.announcement);
  };
  const nearest = (index: number, at: number): number => {
    if (isWithout(index)) return -1;
    lookUp(index);
    if (tieBreak === "router") return first[index] + routerNear(index, at);
    let best = first[index];
    let bestKm = Infinity;
    for (let exit = best; exit < end[index]; exit++) {
      const distance = km(at, place[exit]);
      if (distance > bestKm || (distance === bestKm && remote[exit] >= remote[best])) continue;
      best = exit;
      bestKm = distance;
    }
    return best;
  };
  const session = (index: number, exit: number): Session =>
    sessionsWith(problem, index, remote[exit]).find(
      (each) => each.place === place[exit] && each.announcement === announcement[exit],
    )!;
  return {
    of(index) {
      if (isWithout(index)) return [];
      lookUp(index);
      const found = Array.from({ length: end[index] - first[index] }, (_none, i) => session(index, first[index] + i));
      return tieBreak === "router" ? found : found.sort((a, b) => a.remote - b.remote || a.order - b.order);
    },
    from(index, at) {
      const exit = nearest(index, at);
      return exit < 0 ? undefined : session(index, exit);
    },
    nearest,
    remote,
    place,
    announcement,
  };
}

/** Adds the sessions of a tied link: one in each place where the two meet, or at the location of the site announced on it. */
function tiedLinks(
  { topology: { geography }, announcements }: ResolvedProblem,
  add: (index: number, remote: number, place: number, announcement: number) => void,
) {
  const { offsets, places } = geography?.meetings ?? { offsets: Int32Array.of(0, 0), places: new Int32Array() };
  return (hearer: number, teller: number, announcement: number, link: number) => {
    const site = announcement < 0 ? -1 : announcements[announcement].place;
    const [start, end] = link < 0 || site >= 0 ? [0, 0] : [offsets[link], offsets[link + 1]];
    if (start === end) add(hearer, teller, site, announcement);
    for (let i = start; i < end; i++) add(hearer, teller, places[i], announcement);
  };
}
