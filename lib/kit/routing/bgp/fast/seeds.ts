// What the origins tell their neighbours, as keys: where the phases start.
import { relationshipTo } from "../../../topology/index.js";
import { originPath } from "../exchange.js";
import type { ResolvedProblem } from "../problem.js";
import { originRank } from "../rules/index.js";
import { DRAINED, keyOf, rankOf } from "./key.js";

export interface Seed {
  /** The neighbour that hears it. */
  readonly hearer: number;
  readonly origin: number;
  readonly announcement: number;
  readonly key: number;
}

/** One seed for each pair of origin and neighbour that takes a route from it: the best of its announcements there. */
export function seedsOf(problem: ResolvedProblem, blocks: (announcement: number, hearer: number) => boolean): Seed[] {
  const { topology, origins, announcements } = problem;
  const seeds: Seed[] = [];
  for (const [origin, announced] of origins) {
    const best = new Map<number, Seed>();
    for (const announcement of announced)
      for (const hearer of announcement.told) {
        if (origins.has(hearer) || blocks(announcement.number, hearer)) continue;
        const length = originPath(announcement, topology.asns[hearer]).length;
        const rank = announcement.gracefulShutdown ? DRAINED : rankOf(relationshipTo(topology, hearer, origin)!);
        const key = keyOf(rank, length, originRank[announcement.originCode ?? "igp"]);
        const other = best.get(hearer);
        const med = (number: number) => announcements[number].med ?? 0;
        const better =
          !other || key < other.key || (key === other.key && med(announcement.number) < med(other.announcement));
        if (better) best.set(hearer, { hearer, origin, announcement: announcement.number, key });
      }
    seeds.push(...best.values());
  }
  return seeds;
}
