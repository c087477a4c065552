// Resilient buckets as in Linux (nexthop-group-resilient): a flow's hash names a bucket, a bucket remembers its member. A dead
// member's buckets move at once. A new member gets only buckets that lay idle, or all it is owed once the patience ends;
// an idle bucket is not a finished session, so some break even so.
import { checkMs, TrafficError } from "../error.js";
import { checkMembers, cumulativeShares, type Member } from "./group.js";

export interface Bucket {
  readonly member: string;
  /** Never (-Infinity) since it moved here: such a bucket is idle. */
  readonly lastUsedMs: number;
}

export interface ResilientGroup {
  readonly members: readonly Member[];
  readonly buckets: readonly Bucket[];
  /** A bucket unused for so long may move to another member, ms. */
  readonly idleTimerMs: number;
  /** A group unbalanced for so long moves buckets in use too, ms; 0: never. */
  readonly unbalancedTimerMs: number;
  /** Since when some member has fewer buckets than it is owed. */
  readonly unbalancedSinceMs?: number;
}

export interface ResilientOptions {
  readonly members: readonly Member[] | readonly string[];
  /** Defaults to 128. */
  readonly buckets?: number;
  /** Defaults to 120 s, the kernel's default. */
  readonly idleTimerMs?: number;
  /** 0 unless given: buckets in use never move. */
  readonly unbalancedTimerMs?: number;
}

/** What a 16-bit number can count. */
const MOST_BUCKETS = 65_535;

/**
 * A group with its buckets dealt out by weight; the last member's come first, as in the kernel.
 * @example resilientGroup({ members: ["A", "B"] }).buckets.length // 128
 * @throws TrafficError
 */
export function resilientGroup(options: ResilientOptions): ResilientGroup {
  const { buckets: count = 128, idleTimerMs = 120_000, unbalancedTimerMs = 0 } = options;
  const members = checkMembers(options.members, "resilient");
  if (!(Number.isInteger(count) && count >= members.length))
    throw new TrafficError(`${count} buckets are too few for ${members.length} members: take 8 or more for each.`);
  if (count > MOST_BUCKETS)
    throw new TrafficError(`${count} buckets are too many: a group has ${MOST_BUCKETS} at most.`);
  checkMs(idleTimerMs, "idleTimerMs");
  checkMs(unbalancedTimerMs, "unbalancedTimerMs");
  const owed = bucketsOwed(members, count);
  const buckets = [...members]
    .reverse()
    .flatMap(({ name }) =>
      Array.from({ length: owed.get(name)! }, (): Bucket => ({ member: name, lastUsedMs: -Infinity })),
    );
  return { members, buckets, idleTimerMs, unbalancedTimerMs };
}

/**
 * The bucket of a flow with this hash.
 * @example bucketOf(resilientGroup({ members: ["A", "B"] }), 7) // 7
 */
export const bucketOf = ({ buckets }: ResilientGroup, hash: number) => hash % buckets.length;

/**
 * A packet of the flow passes: its bucket has been used.
 * @example useBucket(resilientGroup({ members: ["A", "B"] }), 7, 0).member // "B"
 */
export function useBucket(
  group: ResilientGroup,
  hash: number,
  atMs: number,
): { group: ResilientGroup; member: string } {
  const tended = rebalance(group, atMs);
  const used = bucketOf(tended, hash);
  const buckets = tended.buckets.slice();
  buckets[used] = { member: buckets[used].member, lastUsedMs: atMs };
  return { group: { ...tended, buckets }, member: buckets[used].member };
}

/**
 * The group has other members now.
 * @example replaceMembers(resilientGroup({ members: ["A", "B"] }), ["A"], 1000).members.length // 1
 * @throws TrafficError
 */
export function replaceMembers(
  group: ResilientGroup,
  members: readonly Member[] | readonly string[],
  atMs: number,
): ResilientGroup {
  return rebalance({ ...group, members: checkMembers(members, "resilient"), unbalancedSinceMs: undefined }, atMs);
}

/** What the kernel does in the background: buckets that may move, move to members that are owed some. */
export function rebalance(group: ResilientGroup, atMs: number): ResilientGroup {
  const { members, idleTimerMs, unbalancedTimerMs, unbalancedSinceMs = atMs } = group;
  const owed = bucketsOwed(members, group.buckets.length);
  const has = new Map(members.map(({ name }) => [name, 0]));
  for (const { member } of group.buckets) if (has.has(member)) has.set(member, has.get(member)! + 1);
  // The last of them first: the kernel puts each at the head of its list (nh_res_group_rebalance).
  const fromLast = [...members].reverse();
  const missing = () => fromLast.find(({ name }) => has.get(name)! < owed.get(name)!)?.name;
  if (missing() === undefined)
    return group.unbalancedSinceMs === undefined ? group : { ...group, unbalancedSinceMs: undefined };
  const patienceEnds = unbalancedTimerMs > 0 && atMs - unbalancedSinceMs >= unbalancedTimerMs;
  const buckets = group.buckets.map((bucket): Bucket => {
    const { member, lastUsedMs } = bucket;
    const isDead = !has.has(member);
    const isSpare = !isDead && has.get(member)! > owed.get(member)!;
    const to = missing();
    if (to === undefined || !(isDead || (isSpare && (patienceEnds || atMs - lastUsedMs >= idleTimerMs)))) return bucket;
    if (!isDead) has.set(member, has.get(member)! - 1);
    has.set(to, has.get(to)! + 1);
    return { member: to, lastUsedMs: -Infinity };
  });
  return { ...group, buckets, unbalancedSinceMs: missing() === undefined ? undefined : unbalancedSinceMs };
}

/** How many buckets each member is owed by its weight: whole numbers that sum to all of them. */
export function bucketsOwed(members: readonly Member[], buckets: number): ReadonlyMap<string, number> {
  const borders = cumulativeShares(members).map((share) => Math.round(share * buckets));
  return new Map(members.map(({ name }, i) => [name, borders[i] - (borders[i - 1] ?? 0)]));
}
