// Resilient buckets as in Linux (nexthop-group-resilient): a flow's hash selects a bucket, and a bucket keeps its member. The
// buckets of a failed member move immediately. A new member gets only idle buckets, or its full share after the unbalanced
// timer; an idle bucket is not a finished session, so some sessions still break.
import { checkTime, TrafficError } from "../error.js";
import { checkMembers, cumulativeShares, type Member } from "./group.js";

export interface Bucket {
  readonly member: string;
  /** -Infinity if no packet arrived since it moved here: such a bucket is idle. */
  readonly lastUsedMs: number;
}

export interface ResilientGroup {
  readonly members: readonly Member[];
  readonly buckets: readonly Bucket[];
  /** Idle timer: a bucket unused for this long may move to another member, ms. */
  readonly idleTimerMs: number;
  /** Unbalanced timer: a group unbalanced for this long also moves buckets in use, ms; 0: never. */
  readonly unbalancedTimerMs: number;
  /** Since when some member has had fewer buckets than its share. */
  readonly unbalancedSinceMs?: number;
}

export interface ResilientOptions {
  readonly members: readonly Member[] | readonly string[];
  /** Defaults to 128. */
  readonly buckets?: number;
  /** Defaults to 120 s, the kernel's default. */
  readonly idleTimerMs?: number;
  /** Defaults to 0: buckets in use never move. */
  readonly unbalancedTimerMs?: number;
}

/** The limit of a 16-bit counter. */
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
    throw new TrafficError(
      `${members.length} members need at least ${members.length} buckets, better 8 for each (got ${count}).`,
    );
  if (count > MOST_BUCKETS) throw new TrafficError(`A group can have at most ${MOST_BUCKETS} buckets (got ${count}).`);
  checkTime(idleTimerMs, "idleTimerMs");
  checkTime(unbalancedTimerMs, "unbalancedTimerMs");
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

/**
 * The background work of the kernel: movable buckets move to members below their share.
 * @example rebalance(replaceMembers(resilientGroup({ members: ["A"] }), ["A", "B"], 0), 120_000).buckets.filter(({ member }) => member === "B").length // 64
 */
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

/** Number of buckets of each member by its weight: integers that sum to the total. */
export function bucketsOwed(members: readonly Member[], buckets: number): ReadonlyMap<string, number> {
  const borders = cumulativeShares(members).map((share) => Math.round(share * buckets));
  return new Map(members.map(({ name }, i) => [name, borders[i] - (borders[i - 1] ?? 0)]));
}
