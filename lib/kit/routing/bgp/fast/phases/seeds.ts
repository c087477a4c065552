// What the origins announce to their neighbours, as keys: the start of the phases.
import { firstAtLeast } from "../../../../topology/index.js";
import { originPathLength } from "../../exchange.js";
import { neighboursOf } from "../../neighbours.js";
import type { ResolvedAnnouncement, ResolvedProblem } from "../../problem.js";
import { originRank } from "../../rules/index.js";
import { DRAINED, keyOf } from "./key.js";

export interface Seed {
  /** The neighbour that receives it. */
  readonly hearer: number;
  readonly origin: number;
  readonly announcement: number;
  readonly key: number;
  readonly med: number;
}

/** One seed for each pair of origin and neighbour that takes a route from it: the best of its announcements there. */
export function seedsOf(
  problem: ResolvedProblem,
  blocks: (announcement: number, hearer: number, teller: number) => boolean,
): Seed[] {
  const { topology, origins, policies } = problem;
  const seeds: Seed[] = [];
  const isOrigin = new Uint8Array(topology.asns.length);
  for (const origin of origins.keys()) isOrigin[origin] = 1;
  for (const [origin, announced] of origins) {
    // Position of the seed for a neighbour; only an origin with several announcements may already have one.
    const places = announced.length > 1 ? new Map<number, number>() : undefined;
    const neighbours = neighboursOf(topology, origin);
    for (const announcement of bestOfEach(announced)) {
      const { told, number, gracefulShutdown, originCode = "igp", med = 0 } = announcement;
      const isSameForAll = !announcement.prependTo && policies.size === 0;
      const lengthForAll = isSameForAll ? originPathLength(announcement, 0) : 0;
      for (let i = 0; i < told.length; i++) {
        const hearer = told[i];
        if (isOrigin[hearer] === 1 || blocks(announcement.number, hearer, origin)) continue;
        const place = places?.get(hearer);
        const other = place === undefined ? undefined : seeds[place];
        const at = told === neighbours.indexes ? i : firstAtLeast(neighbours.indexes, hearer);
        const length = isSameForAll
          ? lengthForAll
          : originPathLength(announcement, topology.asns[hearer], policies.get(hearer)?.keepPrepends);
        const key = keyOf(gracefulShutdown ? DRAINED : neighbours.is[at], length, originRank[originCode]);
        const seed = { hearer, origin, announcement: number, key, med };
        if (!other) {
          places?.set(hearer, seeds.length);
          seeds.push(seed);
        } else if (seed.key < other.key || (seed.key === other.key && seed.med < other.med)) seeds[place!] = seed;
      }
    }
  }
  return seeds;
}

/**
 * The announcements of one origin, except sites that lose to another at every neighbour: exported to the same neighbours, with a
 * path as long, and with a MED that is not lower. Of thousands of sites of one AS a few are left.
 */
function bestOfEach(announced: readonly ResolvedAnnouncement[]): readonly ResolvedAnnouncement[] {
  if (announced.length === 1) return announced;
  const best = new Map<Int32Array, Map<string, ResolvedAnnouncement>>();
  const left: ResolvedAnnouncement[] = [];
  for (const each of announced) {
    const { told, communities, poison = [], prependTo, prepend = 0, originCode = "igp", med = 0 } = each;
    if (communities.length > 0 || poison.length > 0 || prependTo) {
      left.push(each);
      continue;
    }
    let ofTold = best.get(told);
    if (!ofTold) best.set(told, (ofTold = new Map<string, ResolvedAnnouncement>()));
    const key = `${prepend} ${originCode}`;
    const other = ofTold.get(key);
    if (!other || med < (other.med ?? 0)) ofTold.set(key, each);
  }
  for (const ofTold of best.values()) left.push(...ofTold.values());
  return left.sort((a, b) => a.number - b.number);
}
