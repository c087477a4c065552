// The first phase: routes of customers climb from provider to provider, shorter paths first. And what the later phases share with
// it: the frontier, which is the ASes whose route has the current length.
import type { Adjacency } from "../../../../topology/index.js";
import type { ResolvedProblem } from "../../problem.js";
import { classOf, CUSTOMER_HOP, lengthOf, OWN } from "./key.js";
import { workspaceOf, type Columns } from "./phase-result.js";
import { seedsOf, type Seed } from "./seeds.js";
import { specialCases, type SpecialCases } from "./special.js";

/** The routes after the first phase, and the operations on them. */
export interface Ascent extends Columns {
  readonly problem: ResolvedProblem;
  readonly special: SpecialCases;
  readonly seeds: readonly Seed[];
  /** By announcement 1 if no AS passes it on. */
  readonly silent: Uint8Array;
  /** The ASes with a customer's route, by ascending length. A view of scratch memory: copy what must outlive another solution. */
  readonly climbers: Int32Array;
  /** The longest path that an AS has so far, or that an origin announces. */
  readonly longest: number;
  /** Whether this route of a neighbour replaces the AS's. */
  readonly wins: (hearer: number, newKey: number, teller: number) => boolean;
  /** Offers the seeds of a class to the neighbours that hear them. */
  readonly sow: (rankOfClass: number, tellsOn: Uint8Array) => void;
  /** Offers the sender's route to one row of its neighbours. Newly reached neighbours that export it further join the frontier. */
  readonly tell: (rows: Adjacency, teller: number, newKey: number, tellsOn: Uint8Array) => void;
  /** Takes the frontier of this length and class, including delayed ASes. Returns its size. */
  readonly advance: (length: number, rankOfClass: number) => number;
  /** An AS of the frontier that was taken last. */
  readonly at: (i: number) => number;
  /** Whether an AS is on the next frontier, or waits for a later one. */
  readonly goesOn: () => boolean;
  /** Empties both. Returns the ASes of this class that were there. */
  readonly takeAll: (rankOfClass: number) => number[];
}

/** @param ranks the smaller rank wins among equally good neighbours @param columns without any route; filled in */
export function climb(problem: ResolvedProblem, ranks: Int32Array, { key, via, bits }: Columns): Ascent {
  const { topology, announcements, origins } = problem;
  const special = specialCases(problem);
  const anySpecial = special.any;
  const silent = Uint8Array.from(announcements, ({ noExport }) => Number(noExport));
  const seeds = seedsOf(problem, special.blocks);
  const byClass: Seed[][] = [[], [], [], []];
  for (const seed of seeds) byClass[classOf(seed.key)].push(seed);
  const workspace = workspaceOf(topology);
  const { everybody, settled, fronts, inRound } = workspace;

  const mask = (1 << bits) - 1;

  // `later` holds ASes whose routes skip lengths, by prepending.
  let [frontier, ahead] = fronts;
  let aheadCount = 0;
  const later = new Map<number, number[]>();

  const wins = (hearer: number, newKey: number, teller: number): boolean =>
    newKey < key[hearer] || (newKey === key[hearer] && ranks[teller] < ranks[via[hearer] & mask]);
  const tell = (rows: Adjacency, teller: number, newKey: number, tellsOn: Uint8Array) => {
    const number = via[teller] >> bits;
    if (silent[number] === 1) return;
    if (anySpecial && !special.isPlain(number, teller)) return tellSpecially(rows, teller, newKey, tellsOn);
    const newVia = (number << bits) | teller;
    aheadCount = tellRow(rows, teller, newKey, newVia, mask, ranks, key, via, tellsOn, ahead, aheadCount);
  };
  /** The same when a community may suppress the route or lengthen its path on single links, or an AS may drop it. */
  const tellSpecially = (rows: Adjacency, teller: number, newKey: number, tellsOn: Uint8Array) => {
    const number = via[teller] >> bits;
    const acts = special.acts(teller, number);
    for (let i = rows.offsets[teller]; i < rows.offsets[teller + 1]; i++) {
      const hearer = rows.targets[i];
      if (!wins(hearer, newKey, teller) || special.blocks(number, hearer, teller)) continue;
      const extra = acts ? special.extra(number, teller, hearer) : 0;
      if (extra >= 0) offer(hearer, newKey + extra * CUSTOMER_HOP, teller, number, tellsOn);
    }
  };
  const offer = (hearer: number, newKey: number, teller: number, number: number, tellsOn: Uint8Array) => {
    if (!wins(hearer, newKey, teller)) return;
    if (newKey >> 2 !== key[hearer] >> 2 && tellsOn[hearer] === 1) {
      const length = lengthOf(newKey);
      const list = later.get(length);
      if (list) list.push(hearer);
      else later.set(length, [hearer]);
    }
    key[hearer] = newKey;
    via[hearer] = (number << bits) | teller;
  };
  const sow = (rankOfClass: number, tellsOn: Uint8Array) => {
    for (const { hearer, key, origin, announcement } of byClass[rankOfClass])
      offer(hearer, key, origin, announcement, tellsOn);
  };
  const advance = (length: number, rankOfClass: number): number => {
    [frontier, ahead] = [ahead, frontier];
    let count = aheadCount;
    aheadCount = 0;
    const waiting = later.get(length);
    if (waiting === undefined) return count;
    later.delete(length);
    const round = ++workspace.rounds;
    for (let i = 0; i < count; i++) inRound[frontier[i]] = round;
    for (const hearer of waiting) {
      if (lengthOf(key[hearer]) !== length || key[hearer] >> 24 !== rankOfClass || inRound[hearer] === round) continue;
      inRound[hearer] = round;
      frontier[count++] = hearer;
    }
    return count;
  };

  for (const [origin, [{ number }]] of origins) {
    key[origin] = OWN;
    via[origin] = (number << bits) | origin;
  }
  let count = 0;
  let longest = 0;
  sow(0, everybody);
  for (let length = 1; aheadCount > 0 || later.size > 0; length++) {
    const size = advance(length, 0);
    longest = length + 1;
    for (let i = 0; i < size; i++) {
      settled[count++] = frontier[i];
      tell(topology.providers, frontier[i], key[frontier[i]] + CUSTOMER_HOP, everybody);
    }
  }
  for (const seed of seeds) longest = Math.max(longest, lengthOf(seed.key));
  return {
    ...{ problem, special, seeds, silent, key, via, bits, wins, sow, tell, advance },
    climbers: settled.subarray(0, count),
    longest: longest + special.mostPrepends,
    at: (i) => frontier[i],
    goesOn: () => aheadCount > 0 || later.size > 0,
    takeAll(rankOfClass) {
      const found = Array.from(ahead.subarray(0, aheadCount));
      for (const [length, list] of later)
        for (const v of list) if (lengthOf(key[v]) === length && classOf(key[v]) === rankOfClass) found.push(v);
      aheadCount = 0;
      later.clear();
      return found;
    },
  };
}

/**
 * Offers a route to one row of neighbours: the innermost loop, kept apart so that all it needs stays in registers.
 * @returns the size of the frontier
 */
function tellRow(
  { offsets, targets }: Adjacency,
  teller: number,
  newKey: number,
  newVia: number,
  mask: number,
  ranks: Int32Array,
  key: Int32Array,
  via: Int32Array,
  tellsOn: Uint8Array,
  ahead: Int32Array,
  aheadCount: number,
): number {
  const rank = ranks[teller];
  let count = aheadCount;
  for (let i = offsets[teller], end = offsets[teller + 1]; i < end; i++) {
    const hearer = targets[i];
    const old = key[hearer];
    if (newKey > old || (newKey === old && rank >= ranks[via[hearer] & mask])) continue;
    key[hearer] = newKey;
    via[hearer] = newVia;
    // An AS reached again with the same length by a better neighbour is already on the frontier.
    if (newKey >> 2 !== old >> 2 && tellsOn[hearer] === 1) ahead[count++] = hearer;
  }
  return count;
}
