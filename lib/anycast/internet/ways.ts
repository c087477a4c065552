// The rest of a packet's way from any place in any AS, hot potato at every AS, over the longest prefix each AS has a route for.
// A packet at one place in one AS always goes the same way, so each way is found once and ways share their tails.
import { nearestSite } from "../../routing/bgp/rib.js";
import { exitsOf } from "../../routing/bgp/exits.js";
import type { SteadyState } from "../../routing/bgp/steady-state.js";

/** The way from one place in one AS to its end. */
export interface Way {
  readonly outcome: "delivered" | "no route" | "loop";
  /** The site it ends at; absent where it ends nowhere. */
  readonly site: string | undefined;
  /** Great-circle km along the cities passed. */
  readonly km: number;
  /** ASNs on the way, this one first. */
  readonly asPath: readonly number[];
}

/** @param states of all prefixes that hold the destination, the longest first, all of one topology */
export function waysTo(states: readonly SteadyState[]): (index: number, place: number) => Way {
  const { asns, geography } = states[0].problem.topology;
  const width = (geography?.places.length ?? 0) + 1;
  const exits = states.map(exitsOf);
  const ways = new Map<number, Way>();
  const wayFrom = (index: number, place: number): Way => {
    const key = index * width + place + 1;
    const before = ways.get(key);
    if (before) return before;
    const asn = asns[index];
    ways.set(key, { outcome: "loop", site: undefined, km: 0, asPath: [asn] }); // who comes back here before its way is known
    const way = step(index, place, asn);
    ways.set(key, way);
    return way;
  };
  const step = (index: number, place: number, asn: number): Way => {
    const s = states.findIndex(({ siteNumbers }) => siteNumbers[index] >= 0);
    if (s < 0) return { outcome: "no route", site: undefined, km: 0, asPath: [asn] };
    const { problem, sites } = states[s];
    const end = (number: number, km: number, asPath: readonly number[]): Way => {
      return { outcome: "delivered", site: sites[number], km, asPath };
    };
    if (problem.origins.has(index)) {
      const { number, place: at } = nearestSite(problem, index, place);
      return end(number, problem.km(place, at), [asn]);
    }
    const { place: at, announcement, remote } = exits[s].from(index, place)!;
    const km = problem.km(place, at);
    if (announcement >= 0) return end(announcement, km, [asn, asns[remote]]);
    const rest = wayFrom(remote, at >= 0 ? at : place);
    return { outcome: rest.outcome, site: rest.site, km: km + rest.km, asPath: [asn, ...rest.asPath] };
  };
  return wayFrom;
}
