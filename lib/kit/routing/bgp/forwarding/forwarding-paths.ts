// The remaining path of a packet from any place in any AS, with hot-potato exits and longest-prefix match. Packets at the same
// place in the same AS take the same path, so each path is computed once and paths share their tails. Like forward.ts, but as
// columns of numbers: fast enough for all users of an Internet within one frame.
import type { CompiledAsGraph } from "../../../topology/index.js";
import { exitsOf } from "./exits.js";
import { discards } from "../policy.js";
import { pointsOf } from "./points.js";
import { nearestAnnouncement } from "../rib.js";
import type { SteadyState } from "../steady-state.js";

/** Instead of a site: no route (or an AS that discards, RFC 7999), or a forwarding loop. */
export const NO_ROUTE = -1;
export const LOOP = -2;

export interface ForwardingPaths {
  /** The number of the path from a place in an AS, by AS index and place number; -1 for an unknown place. */
  readonly from: (index: number, place: number) => number;
  /** By path, where it ends: a position in `sites`, NO_ROUTE or LOOP. */
  readonly site: readonly number[];
  /** The sites of all prefixes; a site that announces several appears once for each. */
  readonly sites: readonly string[];
  /** By path, great-circle km along the cities passed; 0 when no location is known. */
  readonly km: readonly number[];
  /** ASNs of the path from there, its own first; shared by all packets that start there. */
  readonly asPath: (index: number, place: number) => readonly number[];
}

/**
 * Where a packet from each router of the topology ends, given the steady states of every prefix that contains its destination.
 * @example forwardingPathsTo([state], small).asPath(indexOfAs(small, 10), -1) // [10,30,64501]
 * @param states of all prefixes that contain the destination, longest first; empty when nothing is announced
 * @param topology the AS graph all of them were computed on
 */
export function forwardingPathsTo(states: readonly SteadyState[], topology: CompiledAsGraph): ForwardingPaths {
  const points = pointsOf(topology);
  const exits = states.map(exitsOf);
  const sites = states.flatMap((state) => state.sites);
  const firstSite = states.map((_state, s) => states.slice(0, s).reduce((sum, state) => sum + state.sites.length, 0));
  // `hop` is the next AS, -1 when the packet stays; `next` is the path from there, -1 at the end.
  const [site, hop, next, km] = Array.from({ length: 4 }, () => new Array<number>(points.count()));
  const from = (index: number, place: number): number => {
    const way = points.number(index, place);
    if (site[way] === undefined) {
      site[way] = LOOP; // marks a path in progress: reaching it again is a loop
      hop[way] = next[way] = -1;
      km[way] = 0;
      step(way, index, place);
    }
    return way;
  };
  const step = (way: number, index: number, place: number) => {
    let s = 0;
    while (s < states.length && states[s].siteNumbers[index] < 0) s++;
    if (s === states.length) return void (site[way] = NO_ROUTE);
    const { problem } = states[s];
    if (problem.origins.has(index)) {
      const own = nearestAnnouncement(problem, index, place);
      km[way] = problem.km(place, own.place);
      site[way] = firstSite[s] + own.number;
      return;
    }
    const exit = exits[s].nearest(index, place);
    const at = exits[s].place[exit];
    const announcement = exits[s].announcement[exit];
    if (discards(problem, index, announcement >= 0 ? announcement : states[s].siteNumbers[index])) {
      site[way] = NO_ROUTE;
      return;
    }
    const inside = problem.km(place, at);
    hop[way] = exits[s].remote[exit];
    if (announcement >= 0) {
      // The session belongs to the site: the packet ends here, whatever other sites the origin has.
      km[way] = inside;
      site[way] = firstSite[s] + announcement;
      return;
    }
    const rest = from(hop[way], at >= 0 ? at : place);
    next[way] = rest;
    km[way] = inside + km[rest];
    site[way] = site[rest];
  };
  const paths: (readonly number[])[] = [];
  const asPath = (index: number, place: number): readonly number[] => {
    const start = from(index, place);
    return (paths[start] ??= pathFrom(start, topology.asns[index]));
  };
  const pathFrom = (start: number, asn: number): readonly number[] => {
    const path = [asn];
    const passed = new Set<number>();
    for (let way = start; way >= 0 && hop[way] >= 0 && !passed.has(way); way = next[way]) {
      path.push(topology.asns[hop[way]]);
      passed.add(way);
    }
    return path;
  };
  return { from, site, sites, km, asPath };
}
