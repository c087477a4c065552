// The phases after some announcements changed: only ASes that lose their route, and those that are told a better one, are asked
// again (after Ramalingam & Reps 1996, shortest paths in a changing graph). What comes out is what the phases themselves give.
import type { ResolvedProblem } from "../problem.js";
import { settleDrained } from "./drained.js";
import {
  classOf,
  CUSTOMER_HOP,
  DRAINED,
  lengthOf,
  OWN,
  PEER_HOP,
  PROVIDER_HOP,
  UNREACHED,
  withinClass,
} from "./key.js";
import type { PhaseResult } from "./phases.js";
import { seedsOf } from "./seeds.js";
import { specialCases } from "./special.js";

const HOPS = [CUSTOMER_HOP, PEER_HOP, PROVIDER_HOP] as const;
type Phase = 0 | 1 | 2;

export interface Before {
  readonly result: PhaseResult;
  readonly origins: Iterable<number>;
  /** The number of each announcement of then among those of now; -1 where it is gone or has changed. */
  readonly numbers: ArrayLike<number>;
}

/** @param ranks the smaller rank wins among equally good neighbours */
export function phasesAgain(problem: ResolvedProblem, before: Before, ranks: Int32Array): PhaseResult {
  const { topology, announcements, origins } = problem;
  const special = specialCases(problem);
  const seeds = seedsOf(problem, special.blocks);
  const { providers, peers, customers } = topology;
  const tells = [providers, peers, customers] as const;
  const hears = [customers, peers, providers] as const;
  const key = before.result.key.slice();
  const next = before.result.next.slice();
  const announcement = before.result.announcement.slice();

  // Who has lost its route, in the order of losing it; `asked` of them have asked their neighbours for another in this phase.
  const lost: number[] = [];
  let asked = 0;
  const lose = (v: number) => {
    key[v] = UNREACHED;
    next[v] = announcement[v] = -1;
    lost.push(v);
  };
  /** Takes the route from an AS and from all that have theirs through it. */
  const invalidate = (root: number) => {
    for (const stack = [root]; stack.length > 0;) {
      const v = stack.pop()!;
      for (const { offsets, targets } of classOf(key[v]) === 0 ? tells : [customers])
        for (let i = offsets[v]; i < offsets[v + 1]; i++) if (next[targets[i]] === v) stack.push(targets[i]);
      lose(v);
    }
  };

  // ASes with a new route wait by its length until they tell it; `waiting` holds the class and length they wait with.
  let phase: Phase = 0;
  let byLength: number[][] = [];
  const waiting = new Int32Array(key.length);
  const wait = (v: number) => {
    if (waiting[v] === key[v] >> 2 || (phase > 0 && customers.offsets[v] === customers.offsets[v + 1])) return;
    waiting[v] = key[v] >> 2;
    (byLength[lengthOf(key[v])] ??= []).push(v);
  };
  const take = (v: number, newKey: number, teller: number, number: number) => {
    if (newKey > key[v] || (newKey === key[v] && ranks[teller] > ranks[next[v]])) return;
    if (newKey === key[v] && teller === next[v] && number === announcement[v]) return;
    key[v] = newKey;
    next[v] = teller;
    announcement[v] = number;
    wait(v);
  };
  /** The key that a teller's route has at a neighbour in this phase; UNREACHED where it is not told. */
  const toldTo = (hearer: number, teller: number): number => {
    const old = key[teller];
    if (old === UNREACHED || old === OWN || (phase < 2 && classOf(old) > 0)) return UNREACHED;
    const number = announcement[teller];
    if (announcements[number].noExport) return UNREACHED;
    const newKey = withinClass(old) + HOPS[phase];
    if (!special.any) return newKey;
    if (special.blocks(number, hearer)) return UNREACHED;
    const extra = special.acts(teller, number) ? special.extra(number, teller, hearer) : 0;
    return extra < 0 ? UNREACHED : newKey + extra * CUSTOMER_HOP;
  };
  const tell = (teller: number) => {
    const { offsets, targets } = tells[phase];
    for (let i = offsets[teller]; i < offsets[teller + 1]; i++) {
      const hearer = targets[i];
      const newKey = toldTo(hearer, teller);
      if (next[hearer] === teller && classOf(key[hearer]) === phase && newKey > key[hearer]) invalidate(hearer);
      if (newKey !== UNREACHED) take(hearer, newKey, teller, announcement[teller]);
    }
  };
  const ask = () => {
    const { offsets, targets } = hears[phase];
    for (; asked < lost.length; asked++) {
      const hearer = lost[asked];
      if (classOf(key[hearer]) < phase) continue;
      for (let i = offsets[hearer]; i < offsets[hearer + 1]; i++) {
        const newKey = toldTo(hearer, targets[i]);
        if (newKey !== UNREACHED) take(hearer, newKey, targets[i], announcement[targets[i]]);
      }
    }
  };
  const sow = () => {
    for (const seed of seeds)
      if (classOf(seed.key) === phase) take(seed.hearer, seed.key, seed.origin, seed.announcement);
  };
  /** Lets those that wait tell, the shortest path first; returns them. */
  const spread = (): number[] => {
    const settled: number[] = [];
    for (let length = 1; length < byLength.length; length++)
      for (const v of byLength[length] ?? []) {
        if (lengthOf(key[v]) !== length || classOf(key[v]) !== phase) continue;
        settled.push(v);
        if (phase !== 1) tell(v); // a peer's route is told to no other peer
        ask();
      }
    byLength = [];
    return settled;
  };

  // At first everybody loses its route that used an announcement which is gone or has changed.
  for (let v = 0; v < key.length; v++) {
    if (announcement[v] < 0) continue;
    const number = before.numbers[announcement[v]];
    if (number < 0 || classOf(key[v]) === DRAINED) lose(v);
    else announcement[v] = number;
  }
  for (const v of before.origins) if (key[v] === OWN) lose(v);
  for (const [origin, [{ number }]] of origins) {
    if (key[origin] !== UNREACHED) invalidate(origin);
    key[origin] = OWN;
    next[origin] = origin;
    announcement[origin] = number;
  }

  ask();
  sow();
  const up = spread();

  [phase, asked] = [1, 0];
  up.forEach(tell);
  ask();
  sow();
  const across = spread();

  [phase, asked] = [2, 0];
  up.forEach(tell);
  across.forEach(tell);
  ask();
  sow();
  spread();

  const result = { key, next, announcement };
  settleDrained(problem, result, seeds, special, ranks);
  return result;
}
