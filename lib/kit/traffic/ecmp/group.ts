// A group of equally good next hops. Its one operation is to select the member for a flow's hash. Each scheme is one file; they
// differ only in what happens to other flows when a member leaves or joins.
import { TrafficError } from "../error.js";

export interface Member {
  readonly name: string;
  /** Its share of the traffic relative to the others. Defaults to 1. */
  readonly weight?: number;
}

export interface NextHopGroup {
  readonly scheme: string;
  readonly members: readonly Member[];
  /** The member for a flow. `hash` is an integer from 0 to 2^32 - 1. */
  choose(hash: number): string;
}

/** A scheme: builds a group for the members before and after a change. */
export type Scheme = (members: readonly Member[] | readonly string[]) => NextHopGroup;

/** @throws TrafficError for no member, a duplicate member, or an invalid weight */
export function checkMembers(members: readonly Member[] | readonly string[], scheme: string): readonly Member[] {
  const named = members.map((each) => (typeof each === "string" ? { name: each } : each));
  if (named.length === 0) throw new TrafficError(`A ${scheme} group must have at least one member.`);
  const names = new Set<string>();
  for (const { name, weight = 1 } of named) {
    if (names.has(name)) throw new TrafficError(`Duplicate member ${name} of a ${scheme} group.`);
    if (!(weight > 0 && weight < Infinity))
      throw new TrafficError(`Member ${name} of a ${scheme} group: the weight must be above 0 (got ${weight}).`);
    names.add(name);
  }
  return named;
}

export const weightOf = ({ weight = 1 }: Member) => weight;
export const totalWeight = (members: readonly Member[]) => members.reduce((sum, each) => sum + weightOf(each), 0);

/** Running sums of the weights as fractions of the total: the last is 1. */
export function cumulativeShares(members: readonly Member[]): number[] {
  const total = totalWeight(members);
  let sum = 0;
  return members.map((each) => (sum += weightOf(each)) / total);
}
