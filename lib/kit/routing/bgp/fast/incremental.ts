// The phases after some announcements changed: only ASes that lose their route or receive a better one decide again (after
// Ramalingam & Reps 1996, shortest paths in a changing graph). The result equals that of the phases.
import type { ResolvedProblem } from "../problem.js";
import {
  classOf,
  CUSTOMER_HOP,
  keyOf,
  lengthOf,
  OWN,
  PEER_HOP,
  type PhaseResult,
  PROVIDER_HOP,
  resultOf,
  type Seed,
  seedsOf,
  settleDrained,
  specialCases,
  UNREACHED,
  withinClass,
} from "./phases/index.js";
import { bestTeller, linksOf, SETTLED, tellRow, UNSETTLED } from "./row.js";

const HOPS = [CUSTOMER_HOP, PEER_HOP, PROVIDER_HOP] as const;
type Phase = 0 | 1 | 2;

export interface Before {
  readonly result: PhaseResult;
  readonly origins: Iterable<number>;
  /** The new number of each old announcement; -1 when it was removed, changed or drained. */
  readonly numbers: readonly number[];
}

/** When more than this share of the ASes lose their route, running all phases is less work. Not checked below FEW ASes. */
const MOST = 0.03;
const FEW = 64;
/** The same when ASes with a new route from customers and peers have more customers than this share of the ASes. */
const MOST_BELOW = 0.4;

/**
 * @param ranks the smaller rank wins among equally good neighbours
 * @returns undefined when so many ASes lose their route, or get another, that starting over is less work
 */
export function updatePhases(problem: ResolvedProblem, before: Before, ranks: Int32Array): PhaseResult | undefined {
  const { topology, announcements, origins } = problem;
  const { providers, peers, customers } = topology;
  const n = topology.asns.length;
  const numbers = Int32Array.from(before.numbers);
  if (losers(before.result, numbers) > Math.max(MOST * n, FEW)) return undefined;
  const special = specialCases(problem);
  const seeds = seedsOf(problem, special.blocks);
  const seedsAt = byHearer(seeds);
  const silent = Uint8Array.from(announcements, ({ noExport }) => Number(noExport));
  const tells = [providers, peers, customers] as const;
  const hears = [customers, peers, providers] as const;
  const { bits } = before.result;
  const mask = (1 << bits) - 1;
  const key = before.result.key.slice();
  const via = before.result.via.slice();

  // ASes that lost their route, in that order; the first `asked` of them have queried their neighbours in this phase.
  const lost: number[] = [];
  const standing = new Uint8Array(n);
  let asked = 0;
  const lose = (v: number) => {
    key[v] = UNREACHED;
    via[v] = -1;
    standing[v] = UNSETTLED;
    lost.push(v);
  };
  /** Takes the route from an AS and from all that have theirs through it. */
  const invalidate = (root: number) => {
    for (const stack = [root]; stack.length > 0;) {
      const v = stack.pop()!;
      for (const { offsets, targets } of classOf(key[v]) === 0 ? tells : [customers])
        for (let i = offsets[v]; i < offsets[v + 1]; i++)
          if (via[targets[i]] >= 0 && (via[targets[i]] & mask) === v) stack.push(targets[i]);
      lose(v);
    }
  };

  // ASes with a new route are queued by its length until they export it; `waiting` holds class and length.
  let phase: Phase = 0;
  let byLength: number[][] = [];
  const waiting = new Int32Array(n);
  const wait = (v: number) => {
    const classAndLength = key[v] >> 2;
    if (waiting[v] === classAndLength || (phase > 0 && customers.offsets[v] === customers.offsets[v + 1])) return;
    waiting[v] = classAndLength;
    (byLength[lengthOf(key[v])] ??= []).push(v);
  };
  const take = (hearer: number, newKey: number, teller: number, newVia: number) => {
    if (newKey > key[hearer]) return;
    if (newKey === key[hearer] && (newVia === via[hearer] || ranks[teller] > ranks[via[hearer] & mask])) return;
    key[hearer] = newKey;
    via[hearer] = newVia;
    wait(hearer);
  };
  /** The key that an AS's route has at its neighbours in this phase; UNREACHED when it is not exported to them. */
  const passedOn = (teller: number): number => {
    const old = key[teller];
    if (old === UNREACHED || old === OWN || (phase < 2 && classOf(old) > 0) || silent[via[teller] >> bits] === 1)
      return UNREACHED;
    return withinClass(old) + HOPS[phase];
  };
  /** The same on one link, with what communities and refusals do to it. */
  const passedTo = (hearer: number, teller: number): number => {
    const newKey = passedOn(teller);
    const number = via[teller] >> bits;
    if (!special.any || newKey === UNREACHED) return newKey;
    if (special.blocks(number, hearer, teller)) return UNREACHED;
    const extra = special.acts(teller, number) ? special.extra(number, teller, hearer) : 0;
    return extra < 0 ? UNREACHED : newKey + extra * CUSTOMER_HOP;
  };

  const ahead = new Int32Array(n);
  /** Exports a route that no neighbour depends on yet, or that is unchanged. */
  const tell = (teller: number) => {
    if (special.any) return tellAnew(teller);
    const newKey = passedOn(teller);
    if (newKey === UNREACHED) return;
    const count = tellRow(tells[phase], teller, newKey, (via[teller] & ~mask) | teller, mask, ranks, key, via, ahead);
    for (let i = 0; i < count; i++) wait(ahead[i]);
  };
  /** The same when neighbours may depend on the better route that the sender exported before. */
  const tellAnew = (teller: number) => {
    const { offsets, targets } = tells[phase];
    const newVia = (via[teller] & ~mask) | teller;
    for (let i = offsets[teller]; i < offsets[teller + 1]; i++) {
      const hearer = targets[i];
      const newKey = passedTo(hearer, teller);
      const relies = via[hearer] >= 0 && (via[hearer] & mask) === teller && classOf(key[hearer]) === phase;
      if (relies && newKey > key[hearer]) invalidate(hearer);
      if (newKey !== UNREACHED) take(hearer, newKey, teller, newVia);
    }
  };
  const tellNew = (teller: number) => (standing[teller] === SETTLED ? tell(teller) : tellAnew(teller));
  const ask = () => {
    const rows = hears[phase];
    const below = phase === 2 ? UNREACHED : keyOf(1, 0, 0);
    for (; asked < lost.length; asked++) {
      const hearer = lost[asked];
      if (classOf(key[hearer]) < phase) continue;
      if (special.any)
        for (let i = rows.offsets[hearer]; i < rows.offsets[hearer + 1]; i++) hear(hearer, rows.targets[i]);
      else {
        const teller = bestTeller(rows, hearer, below, bits, silent, ranks, key, via, standing);
        if (teller >= 0) hear(hearer, teller);
      }
      hearOrigins(hearer);
    }
  };
  const hear = (hearer: number, teller: number) => {
    if (standing[teller] === UNSETTLED) return; // it exports once it has decided
    const newKey = passedTo(hearer, teller);
    if (newKey !== UNREACHED) take(hearer, newKey, teller, (via[teller] & ~mask) | teller);
  };
  const hearSeed = ({ key: newKey, hearer, origin, announcement }: Seed) => {
    if (classOf(newKey) === phase) take(hearer, newKey, origin, (announcement << bits) | origin);
  };
  const sow = () => seeds.forEach(hearSeed);
  /** An AS that loses its route after the seeding rejected the route of an origin, and receives it again. */
  const hearOrigins = (hearer: number) => seedsAt().get(hearer)?.forEach(hearSeed);
  /** Lets the queued ASes export, shortest path first; returns them. */
  const spread = (): number[] => {
    const settled: number[] = [];
    for (let length = 1; length < byLength.length; length++)
      for (const v of byLength[length] ?? []) {
        if (lengthOf(key[v]) !== length || classOf(key[v]) !== phase) continue;
        settled.push(v);
        if (standing[v] === UNSETTLED) standing[v] = SETTLED;
        if (phase === 1) continue; // a peer's route is not exported to another peer
        tellNew(v);
        ask();
      }
    byLength = [];
    return settled;
  };

  // First every AS loses its route if it used an announcement that was removed or changed.
  for (let v = 0; v < n; v++) {
    const old = via[v] >> bits;
    if (old < 0 || numbers[old] === old) continue;
    if (numbers[old] < 0) lose(v);
    else via[v] = (numbers[old] << bits) | (via[v] & mask);
  }
  for (const v of before.origins) if (key[v] === OWN) lose(v);
  for (const [origin, [{ number }]] of origins) {
    if (key[origin] !== UNREACHED) invalidate(origin);
    key[origin] = OWN;
    via[origin] = (number << bits) | origin;
  }

  /** In the first two phases the few ASes with a customer route export to all neighbours: less work when many would have to ask. */
  const askOrBeTold = () => {
    const asking = linksOf(hears[phase], lost);
    if (asking < n) return ask();
    const climbers: number[] = [];
    for (let v = 0; v < n; v++) if (classOf(key[v]) === 0 && key[v] !== OWN) climbers.push(v);
    if (asking > linksOf(tells[phase], climbers)) {
      climbers.forEach(tell);
      asked = lost.length;
    } else ask();
  };

  askOrBeTold();
  sow();
  const up = spread();
  if (linksOf(customers, up) > Math.max((MOST_BELOW / 2) * n, FEW)) return undefined;

  [phase, asked] = [1, 0];
  up.forEach(tellNew);
  askOrBeTold();
  sow();
  const across = spread();

  const below = linksOf(customers, up) + linksOf(customers, across);
  if (below > Math.max(MOST_BELOW * n, FEW)) return undefined;
  [phase, asked] = [2, 0];
  up.forEach(tellNew);
  across.forEach(tellNew);
  ask();
  sow();
  spread();

  settleDrained(problem, { key, via, bits }, seeds, special, ranks);
  return resultOf(key, via, bits);
}

/** Number of ASes that use an announcement that was removed or changed. */
function losers({ via, bits }: PhaseResult, numbers: Int32Array): number {
  let count = 0;
  for (let v = 0; v < via.length; v++) if (via[v] >= 0 && numbers[via[v] >> bits] < 0) count++;
  return count;
}

/** Sorted on first use: most updates never need it. */
function byHearer(seeds: readonly Seed[]): () => ReadonlyMap<number, readonly Seed[]> {
  let sorted: Map<number, Seed[]> | undefined;
  return () => {
    if (sorted) return sorted;
    sorted = new Map();
    for (const seed of seeds) sorted.set(seed.hearer, [...(sorted.get(seed.hearer) ?? []), seed]);
    return sorted;
  };
}
