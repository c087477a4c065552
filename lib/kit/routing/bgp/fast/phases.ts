// The steady state in three phases (after Gao & Rexford 2001): up from customer to provider, once across to peers, and down
// from provider to customer. Up and across, ASes export their routes, shorter paths first; down, each AS looks at its providers.
import type { Adjacency } from "../../../topology/index.js";
import type { ResolvedProblem } from "../problem.js";
import { descentOf } from "./descent.js";
import { comeDown, fits } from "./down.js";
import { settleDrained } from "./drained.js";
import { classOf, CUSTOMER_HOP, lengthOf, OWN, PEER_HOP, PROVIDER_HOP, UNREACHED, withinClass } from "./key.js";
import { bitsFor, resultOf, workspaceOf, type PhaseResult } from "./phase-result.js";
import { seedsOf, type Seed } from "./seeds.js";
import { specialCases } from "./special.js";

/** @param ranks the smaller rank wins among equally good neighbours */
export function threePhases(problem: ResolvedProblem, ranks: Int32Array): PhaseResult {
  const { topology, announcements, origins } = problem;
  const n = topology.asns.length;
  const special = specialCases(problem);
  const anySpecial = special.any;
  const silent = Uint8Array.from(announcements, ({ noExport }) => Number(noExport));
  const seeds = seedsOf(problem, special.blocks);
  const byClass: Seed[][] = [[], [], [], []];
  for (const seed of seeds) byClass[classOf(seed.key)].push(seed);
  const workspace = workspaceOf(topology);
  const { sells, everybody, nobody, settled, byLength, fronts, inRound } = workspace;

  const bits = bitsFor(n);
  const mask = (1 << bits) - 1;
  const key = new Int32Array(n).fill(UNREACHED);
  const via = new Int32Array(n).fill(-1);

  // The frontier: ASes whose route has the current length; `later` holds ASes whose routes skip lengths, by prepending.
  let [frontier, ahead] = fronts;
  let aheadCount = 0;
  let settledCount = 0;
  const later = new Map<number, number[]>();

  const wins = (hearer: number, newKey: number, teller: number): boolean =>
    newKey < key[hearer] || (newKey === key[hearer] && ranks[teller] < ranks[via[hearer] & mask]);

  /** Offers the sender's route to one row of its neighbours. Newly reached neighbours that export it further join the frontier. */
  const tell = (rows: Adjacency, teller: number, newKey: number, tellsOn: Uint8Array) => {
    const number = via[teller] >> bits;
    if (silent[number] === 1) return;
    if (anySpecial && !special.isPlain(number, teller)) tellSpecially(rows, teller, newKey, tellsOn);
    else
      aheadCount = tellRow(
        rows,
        teller,
        newKey,
        (number << bits) | teller,
        mask,
        ranks,
        key,
        via,
        tellsOn,
        ahead,
        aheadCount,
      );
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
  /** Takes the frontier of this length and class, including delayed ASes. Returns its size. */
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

  // Up: customer routes climb.
  let climbed = 0;
  sow(0, everybody);
  for (let length = 1; aheadCount > 0 || later.size > 0; length++) {
    const count = advance(length, 0);
    climbed = length;
    for (let i = 0; i < count; i++) {
      settled[settledCount++] = frontier[i];
      tell(topology.providers, frontier[i], key[frontier[i]] + CUSTOMER_HOP, everybody);
    }
  }

  // Across: an AS with a customer route exports it to its peers, and they export it to no other peer.
  sow(1, sells);
  for (let i = 0; i < settledCount; i++) tell(topology.peers, settled[i], key[settled[i]] + PEER_HOP, sells);
  // Peers were reached by ascending length, so none is on the frontier twice; some that skipped lengths have a shorter path now.
  for (let i = 0; i < aheadCount; i++) settled[settledCount++] = ahead[i];
  aheadCount = 0;
  for (const [length, list] of later)
    for (const peer of list)
      if (lengthOf(key[peer]) === length && key[peer] >> 24 === 1) settled[settledCount++] = peer;
  later.clear();

  const descent = descentOf(topology, ranks);
  const isException = anySpecial ? special.exceptions() : nobody;
  if (descent && isException && fits(descent, longest())) {
    sow(2, sells);
    comeDown(descent, { key, via, bits }, silent, { isOne: isException, settle: takeBestOfProviders });
  } else comeDownByLength();
  settleDrained(problem, { key, via, bits }, seeds, special, ranks);
  return resultOf(key, via, bits);

  /** For an AS that drops a route, or whose provider prepends to it or suppresses a route. */
  function takeBestOfProviders(v: number): void {
    const { offsets, targets } = topology.providers;
    for (let at = offsets[v]; at < offsets[v + 1]; at++) {
      const teller = targets[at];
      const number = via[teller] >> bits;
      if (key[teller] === UNREACHED || key[teller] === OWN || silent[number] === 1) continue;
      if (special.blocks(number, v, teller)) continue;
      const extra = special.acts(teller, number) ? special.extra(number, teller, v) : 0;
      const offered = withinClass(key[teller]) + PROVIDER_HOP + extra * CUSTOMER_HOP;
      if (extra < 0 || !wins(v, offered, teller)) continue;
      key[v] = offered;
      via[v] = (number << bits) | teller;
    }
  }
  /** The longest path that an AS has before routes come down, or that an origin announces. */
  function longest(): number {
    let found = 0;
    for (const seed of seeds) found = Math.max(found, lengthOf(seed.key));
    return Math.max(found, climbed + 1) + special.mostPrepends;
  }
  /** Where ASes are each other's providers, or many may drop an announcement: every AS exports to its customers, shortest paths first. An AS without customers is not visited again. */
  function comeDownByLength(): void {
    const starts = sortByLength(settled.subarray(0, settledCount), key, byLength);
    sow(2, sells);
    const lengths = starts.length - 1;
    for (let length = 1; length < lengths || aheadCount > 0 || later.size > 0; length++) {
      const count = advance(length, 2);
      if (length < lengths)
        for (let i = starts[length]; i < starts[length + 1]; i++)
          tell(topology.customers, byLength[i], withinClass(key[byLength[i]]) + PROVIDER_HOP, sells);
      for (let i = 0; i < count; i++)
        tell(topology.customers, frontier[i], withinClass(key[frontier[i]]) + PROVIDER_HOP, sells);
    }
  }
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

/** Counting sort by path length, into `sorted`: those of length l are at starts[l] .. starts[l + 1] - 1. */
function sortByLength(ases: Int32Array, key: Int32Array, sorted: Int32Array): Int32Array {
  let longest = 0;
  for (let i = 0; i < ases.length; i++) longest = Math.max(longest, lengthOf(key[ases[i]]));
  const starts = new Int32Array(longest + 2);
  for (let i = 0; i < ases.length; i++) starts[lengthOf(key[ases[i]]) + 1]++;
  for (let l = 0; l <= longest; l++) starts[l + 1] += starts[l];
  const free = starts.slice();
  for (let i = 0; i < ases.length; i++) sorted[free[lengthOf(key[ases[i]])]++] = ases[i];
  return starts;
}
