// What origins announce to their neighbours, for the work list: the best of an origin's announcements at each neighbour.
import { relationshipTo } from "../../../topology/index.js";
import { originPathLength } from "../exchange.js";
import { isTold, type ResolvedAnnouncement, type ResolvedProblem } from "../problem.js";
import { type SpecialCases } from "./phases/index.js";

const relationships = ["customer", "peer", "provider"] as const;

/** An announcement as a neighbour of its origin receives it. */
export interface DirectOffer {
  readonly origin: number;
  /** Relationship of the origin to the neighbour: 0 a customer, 1 a peer, 2 a provider. */
  readonly learned: number;
  readonly announcement: number;
  readonly length: number;
  readonly key: number;
}

/**
 * By index of the neighbour.
 * @param keyOf the key of an announcement at a neighbour; the origin `is` its customer, peer or provider
 */
export function directOffers(
  problem: ResolvedProblem,
  special: SpecialCases,
  useMed: boolean,
  keyOf: (each: ResolvedAnnouncement, origin: number, hearer: number, is: number, hops: number) => number,
): ReadonlyMap<number, readonly DirectOffer[]> {
  const { topology, origins, announcements, policies } = problem;
  const direct = new Map<number, DirectOffer[]>();
  for (const [origin, own] of origins)
    for (const hearer of new Set(own.flatMap(({ told }) => [...told]))) {
      const best = bestOf(origin, own, hearer);
      if (!best) continue;
      const others = direct.get(hearer);
      if (others) others.push(best);
      else direct.set(hearer, [best]);
    }
  return direct;

  function bestOf(origin: number, own: readonly ResolvedAnnouncement[], hearer: number): DirectOffer | undefined {
    const is = relationships.indexOf(relationshipTo(topology, hearer, origin)!);
    let best: DirectOffer | undefined;
    for (const each of own) {
      const { number } = each;
      if (!isTold(each, hearer) || special.blocks(number, hearer, origin)) continue;
      const hops = originPathLength(each, topology.asns[hearer], policies.get(hearer)?.keepPrepends);
      const key = keyOf(each, origin, hearer, is, hops);
      const higherMed = useMed && best && (each.med ?? 0) >= (announcements[best.announcement].med ?? 0);
      if (best && (key > best.key || (key === best.key && (!useMed || higherMed)))) continue;
      best = { origin, learned: is, announcement: number, length: hops, key };
    }
    return best;
  }
}
