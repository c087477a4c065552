// A group of equally good next hops, and the one question asked of it: which member takes the flow with this hash?
// Each scheme is one file; they differ only in what happens to the other flows when a member goes or comes.
import { TrafficError } from "../error.js";

export interface Member {
  readonly name: string;
  /** How much of the traffic it is to get, relative to the others. Defaults to 1. */
  readonly weight?: number;
}

export interface NextHopGroup {
  readonly scheme: string;
  readonly members: readonly Member[];
  /** The member for a flow. `hash` is a whole number, 0 to 2^32 - 1. */
  choose(hash: number): string;
}

/** How to make a group: the same scheme for the members before and after a change. */
export type Scheme = (members: readonly Member[] | readonly string[]) => NextHopGroup;

/** @throws TrafficError for no member, one named twice, or a weight that cannot be */
export function checkMembers(members: readonly Member[] | readonly string[], scheme: string): readonly Member[] {
  const named = members.map((each) => (typeof each === "string" ? { name: each } : each));
  if (named.length === 0) throw new TrafficError(`A ${scheme} group has no member to choose: give one at least.`);
  const names = new Set<string>();
  for (const { name, weight = 1 } of named) {
    if (names.has(name)) throw new TrafficError(`Member ${name} of a ${scheme} group is listed twice.`);
    if (!(weight > 0 && weight < Infinity))
      throw new TrafficError(`Member ${name} of a ${scheme} group has weight ${weight}: give a number above zero.`);
    names.add(name);
  }
  return named;
}

export const weightOf = ({ weight = 1 }: Member) => weight;
export const totalWeight = (members: readonly Member[]) => members.reduce((sum, each) => sum + weightOf(each), 0);

/** Running sums of the weights as parts of the whole: the last is 1. */
export function cumulativeShares(members: readonly Member[]): number[] {
  const total = totalWeight(members);
  let sum = 0;
  return members.map((each) => (sum += weightOf(each)) / total);
}
