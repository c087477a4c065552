// What the origins announce to their neighbours, as keys: the start of the phases.
import { firstAtLeast } from "../../../topology/index.js";
import { originPathLength } from "../exchange.js";
import { neighboursOf } from "../neighbours.js";
import type { ResolvedAnnouncement, ResolvedProblem } from "../problem.js";
import { originRank } from "../rules/index.js";
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
export function seedsOf(problem: ResolvedProblem, blocks: (announcement: number, hearer: number) => boolean): Seed[] {
  const { topology, origins } = problem;
  const seeds: Seed[] = [];
  for (const [origin, announced] of origins) {
    // Position of the seed for a neighbour; only an origin with several announcements may already have one.
    const places = announced.length > 1 ? new Map<number, number>() : undefined;
    const neighbours = neighboursOf(topology, origin);
    for (const announcement of announced) {
      const { told } = announcement;
      for (let i = 0; i < told.length; i++) {
        const hearer = told[i];
        if (origins.has(hearer) || blocks(announcement.number, hearer)) continue;
        const place = places?.get(hearer);
        const other = place === undefined ? undefined : seeds[place];
        const at = told === neighbours.indexes ? i : firstAtLeast(neighbours.indexes, hearer);
        const is = neighbours.is[at] as 0 | 1 | 2;
        const seed = seedOf(announcement, topology.asns[hearer], hearer, is);
        if (!other) {
          places?.set(hearer, seeds.length);
          seeds.push(seed);
        } else if (seed.key < other.key || (seed.key === other.key && seed.med < other.med)) seeds[place!] = seed;
      }
    }
  }
  return seeds;
}

function seedOf(announcement: ResolvedAnnouncement, asn: number, hearer: number, is: 0 | 1 | 2): Seed {
  const { number, originIndex: origin, gracefulShutdown, originCode = "igp", med = 0 } = announcement;
  const length = originPathLength(announcement, asn);
  const key = keyOf(gracefulShutdown ? DRAINED : is, length, originRank[originCode]);
  return { hearer, origin, announcement: number, key, med };
}
