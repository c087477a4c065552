// The disruption by a change of members: flows that moved, flows that moved although their server remained, and the textbook's values.
import { TrafficError } from "../error.js";
import { hashThresholdDisruption } from "./hash-threshold.js";
import type { NextHopGroup } from "./group.js";
import { hash32 } from "./hash.js";

export interface Disruption {
  readonly flows: number;
  /** Share of all flows whose member changed, 0..1. */
  readonly moved: number;
  /** Share of all flows that moved although their member remained. */
  readonly collateral: number;
  /** Standard error of `moved`: sqrt(p(1 - p)/flows). */
  readonly standardError: number;
  /** Load of the busiest member afterwards, relative to an even share: 1.05 is 5 % more. */
  readonly busiest: number;
}

/**
 * The hashes of this many flows; the same seed gives the same flows.
 * @example flowHashes(3).length // 3
 */
export function flowHashes(flows: number, seed = 1): Uint32Array {
  return Uint32Array.from({ length: flows }, (_, i) => hash32(`flow ${i}`, seed));
}

/**
 * Asks both groups where each flow goes, and counts.
 * @example disruption({ before: modulo(["A", "B", "C"]), after: modulo(["A", "B"]), hashes: flowHashes(3000) }).moved // 0.6673
 * @throws TrafficError for no flows
 */
export function disruption({
  before,
  after,
  hashes,
}: {
  readonly before: Pick<NextHopGroup, "choose">;
  readonly after: Pick<NextHopGroup, "choose" | "members">;
  /** Unsigned 32-bit hashes, one for each flow. */
  readonly hashes: ArrayLike<number>;
}): Disruption {
  const flows = hashes.length;
  if (flows === 0) throw new TrafficError("hashes must not be empty: give for example flowHashes(40_000).");
  const load = new Map(after.members.map(({ name }) => [name, 0]));
  let moved = 0;
  let collateral = 0;
  for (let i = 0; i < flows; i++) {
    const had = before.choose(hashes[i]);
    const has = after.choose(hashes[i]);
    load.set(has, load.get(has)! + 1);
    if (had === has) continue;
    moved++;
    if (load.has(had)) collateral++;
  }
  const p = moved / flows;
  const standardError = Math.sqrt((p * (1 - p)) / flows);
  const busiest = (Math.max(...load.values()) * load.size) / flows;
  return { flows, moved: p, collateral: collateral / flows, standardError, busiest };
}

/** The share of flows that move, by formula: when member K of N (from 1) leaves; or when one is added to N, at the end. */
export const expectedDisruption = {
  /** N - 1 of N remainders change: (N - 1)/N. */
  modulo: (N: number) => (N - 1) / N,
  /** RFC 2992: 1/4 to 1/2. */
  "hash-threshold": (N: number, K: number) => hashThresholdDisruption(N, K),
  /** Only the flows of the failed member: 1/N. */
  rendezvous: (N: number) => 1 / N,
  /** The new member takes its share of N + 1: 1/(N + 1). */
  added: (N: number) => 1 / (N + 1),
} as const;

/** What several changes in a row do to flows that were there before the first; a flow that breaks begins again at its new member. */
export interface DisruptionThrough {
  /** By change, the share of all flows whose member changed, 0..1. */
  readonly moved: readonly number[];
  /** Share of the flows that broke at least once. */
  readonly broken: number;
  /** Share of the flows that broke at least once although their member remained. */
  readonly collateral: number;
}

/**
 * Asks the groups before and after each change where each flow goes, and counts.
 * @example disruptionThrough([modulo(["A", "B"]), modulo(["A"]), modulo(["A", "B"])], flowHashes(3000)).moved.length // 2
 * @throws TrafficError for no flows, or fewer than two groups
 */
export function disruptionThrough(
  groups: readonly Pick<NextHopGroup, "choose" | "members">[],
  hashes: ArrayLike<number>,
): DisruptionThrough {
  if (hashes.length === 0) throw new TrafficError("hashes must not be empty: give for example flowHashes(40_000).");
  if (groups.length < 2)
    throw new TrafficError(`Expected the groups before and after each change, got ${groups.length}.`);
  const names = groups.map(({ members }) => new Set(members.map(({ name }) => name)));
  const moved = groups.slice(1).map(() => 0);
  let [broken, collateral] = [0, 0];
  for (let i = 0; i < hashes.length; i++) {
    const at = groups.map((group) => group.choose(hashes[i]));
    const steps = moved.map((_, step) => at[step] !== at[step + 1]);
    steps.forEach((isMoved, step) => (moved[step] += Number(isMoved)));
    broken += Number(steps.includes(true));
    collateral += Number(steps.some((isMoved, step) => isMoved && names[step + 1].has(at[step])));
  }
  const share = (count: number) => count / hashes.length;
  return { moved: moved.map(share), broken: share(broken), collateral: share(collateral) };
}
