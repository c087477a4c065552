// The steady state in three phases (after Gao & Rexford 2001): up from customer to provider, once across to peers, and down
// from provider to customer. Each AS is settled once, shorter paths first; every link is looked at once at most.
import type { Adjacency } from "../../../topology/compiled.js";
import type { ResolvedProblem } from "../problem.js";
import { CUSTOMER_HOP, lengthOf, OWN, PEER_HOP, PROVIDER_HOP, UNREACHED, withinClass } from "./key.js";
import { seedsOf } from "./seeds.js";
import { specialCases } from "./special.js";

export interface PhaseResult {
  /** By AS index. */
  readonly key: Int32Array;
  /** Index of the neighbour the route is used from; itself at an origin, -1 without a route. */
  readonly next: Int32Array;
  readonly announcement: Int16Array;
}

/** @param rank the smaller rank wins among equally good neighbours; their ASN where it is left out */
export function threePhases(problem: ResolvedProblem, rank?: Int32Array): PhaseResult {
  const { topology, announcements } = problem;
  const n = topology.asns.length;
  const key = new Int32Array(n).fill(UNREACHED);
  const next = new Int32Array(n).fill(-1);
  const announcement = new Int16Array(n).fill(-1);
  const special = specialCases(problem);
  const silent = Uint8Array.from(announcements, ({ noExport }) => Number(noExport));
  const seeds = seedsOf(problem, special.blocks);

  // The frontier: ASes whose route has the length at hand; `later` holds those that skip lengths, by prepending.
  let frontier = new Int32Array(n);
  let ahead = new Int32Array(n);
  let aheadCount = 0;
  const later = new Map<number, number[]>();
  const settled = new Int32Array(n);
  let settledCount = 0;

  const settle = (hearer: number, newKey: number, teller: number, number: number) => {
    key[hearer] = newKey;
    next[hearer] = teller;
    announcement[hearer] = number;
  };
  const wins = (hearer: number, newKey: number, teller: number): boolean =>
    newKey < key[hearer] ||
    (newKey === key[hearer] && (rank ? rank[teller] < rank[next[hearer]] : teller < next[hearer]));

  /** Offers the teller's route to one row of its neighbours. `queue` puts those that it newly reaches into the frontier. */
  const tell = ({ offsets, targets }: Adjacency, teller: number, newKey: number, queue: boolean) => {
    const number = announcement[teller];
    if (silent[number]) return;
    if (special.any && special.acts(teller, number)) return tellSpecially(teller, newKey, queue);
    for (let i = offsets[teller], end = offsets[teller + 1]; i < end; i++) {
      const hearer = targets[i];
      const old = key[hearer];
      if (newKey > old) continue;
      if (newKey === old && (rank ? rank[teller] > rank[next[hearer]] : teller > next[hearer])) continue;
      if (special.any && special.blocks(number, hearer)) continue;
      if (queue && newKey >> 2 !== old >> 2) ahead[aheadCount++] = hearer;
      if (!queue && old === UNREACHED) settled[settledCount++] = hearer;
      settle(hearer, newKey, teller, number);
    }
  };
  /** The same where a community may hold the route back or lengthen it on single links. */
  const tellSpecially = (teller: number, newKey: number, queue: boolean) => {
    const number = announcement[teller];
    const from = newKey >= 2 ** 25 ? topology.customers : newKey >= 2 ** 24 ? topology.peers : topology.providers;
    for (let i = from.offsets[teller]; i < from.offsets[teller + 1]; i++) {
      const hearer = from.targets[i];
      const extra = special.extra(number, teller, hearer);
      if (extra < 0 || special.blocks(number, hearer)) continue;
      offer(hearer, newKey + extra * CUSTOMER_HOP, teller, number, queue);
    }
  };
  const offer = (hearer: number, newKey: number, teller: number, number: number, queue: boolean) => {
    if (!wins(hearer, newKey, teller)) return;
    if (queue && newKey >> 2 !== key[hearer] >> 2) {
      const length = lengthOf(newKey);
      const list = later.get(length);
      if (list) list.push(hearer);
      else later.set(length, [hearer]);
    }
    if (!queue && key[hearer] === UNREACHED) settled[settledCount++] = hearer;
    settle(hearer, newKey, teller, number);
  };
  const sow = (rankOfClass: number) => {
    for (const seed of seeds)
      if (seed.key >> 24 === rankOfClass)
        offer(seed.hearer, seed.key, seed.origin, seed.announcement, rankOfClass !== 1);
  };
  /** Takes the frontier of this length and class, with what was to come later. Returns how many they are. */
  const advance = (length: number, rankOfClass: number): number => {
    [frontier, ahead] = [ahead, frontier];
    let count = aheadCount;
    aheadCount = 0;
    const waiting = later.get(length);
    if (waiting) {
      later.delete(length);
      const here = (hearer: number) => lengthOf(key[hearer]) === length && key[hearer] >> 24 === rankOfClass;
      const already = new Set(frontier.subarray(0, count));
      for (const hearer of waiting)
        if (here(hearer) && !already.has(hearer)) {
          already.add(hearer);
          frontier[count++] = hearer;
        }
    }
    return count;
  };

  for (const origin of problem.origins.keys()) settle(origin, OWN, origin, problem.origins.get(origin)![0].number);

  // Up: customer routes climb.
  sow(0);
  for (let length = 1; aheadCount > 0 || later.size > 0; length++) {
    const count = advance(length, 0);
    for (let i = 0; i < count; i++) {
      settled[settledCount++] = frontier[i];
      tell(topology.providers, frontier[i], key[frontier[i]] + CUSTOMER_HOP, true);
    }
  }

  // Across: whoever has a customer route tells its peers, and they tell no other peer.
  const climbed = settledCount;
  sow(1);
  for (let i = 0; i < climbed; i++) tell(topology.peers, settled[i], key[settled[i]] + PEER_HOP, false);

  // Down: everybody tells its customers, the shortest paths first.
  const { byLength, starts } = sortedByLength(settled.subarray(0, settledCount), key);
  sow(2);
  const lengths = starts.length - 1;
  for (let length = 1; length < lengths || aheadCount > 0 || later.size > 0; length++) {
    const count = advance(length, 2);
    const from = length < lengths ? starts[length] : settledCount;
    const to = length < lengths ? starts[length + 1] : settledCount;
    for (let i = from; i < to; i++)
      tell(topology.customers, byLength[i], withinClass(key[byLength[i]]) + PROVIDER_HOP, true);
    for (let i = 0; i < count; i++)
      tell(topology.customers, frontier[i], withinClass(key[frontier[i]]) + PROVIDER_HOP, true);
  }
  return { key, next, announcement };
}

/** Counting sort by path length: those of length l are byLength[starts[l]] .. byLength[starts[l + 1] - 1]. */
function sortedByLength(ases: Int32Array, key: Int32Array): { byLength: Int32Array; starts: Int32Array } {
  let longest = 0;
  for (let i = 0; i < ases.length; i++) longest = Math.max(longest, lengthOf(key[ases[i]]));
  const starts = new Int32Array(longest + 2);
  for (let i = 0; i < ases.length; i++) starts[lengthOf(key[ases[i]]) + 1]++;
  for (let l = 0; l <= longest; l++) starts[l + 1] += starts[l];
  const free = starts.slice();
  const byLength = new Int32Array(ases.length);
  for (let i = 0; i < ases.length; i++) byLength[free[lengthOf(key[ases[i]])]++] = ases[i];
  return { byLength, starts };
}
