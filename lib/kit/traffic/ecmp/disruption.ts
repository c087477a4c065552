// What a change of members does to flows: who moved, who moved although its server is fine, and what the textbook says.
import { TrafficError } from "../error.js";
import { hashThresholdDisruption } from "./hash-threshold.js";
import type { NextHopGroup } from "./group.js";
import { hash32 } from "./hash.js";

export interface Disruption {
  readonly flows: number;
  /** Part of all flows whose member changed, 0..1. */
  readonly moved: number;
  /** Part of all flows that moved although the member they had is still there. */
  readonly collateral: number;
  /** Standard error of `moved`: sqrt(p(1 - p)/flows). */
  readonly standardError: number;
  /** What the busiest member has afterwards, against an even share: 1.05 is 5 % more. */
  readonly busiest: number;
}

/**
 * So many flows' hashes; the same seed, the same flows.
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
  if (flows === 0)
    throw new TrafficError("To count moved flows there must be flows: give hashes, as of flowHashes(40_000).");
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

/** The part of flows that move, by formula: when member K of N (from 1) goes; or when one is added to N, at the end. */
export const expectedDisruption = {
  /** Of N - 1 of N remainders nothing is left: (N - 1)/N. */
  modulo: (N: number) => (N - 1) / N,
  /** RFC 2992: 1/4 to 1/2. */
  "hash-threshold": (N: number, K: number) => hashThresholdDisruption(N, K),
  /** Only the dead member's own: 1/N. */
  rendezvous: (N: number) => 1 / N,
  /** Of the N + 1 members the new one takes its part: 1/(N + 1). */
  added: (N: number) => 1 / (N + 1),
} as const;
