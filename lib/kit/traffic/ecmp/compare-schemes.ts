// All schemes side by side under one change of members: a server fails or one more joins. The flows that each scheme moves are
// counted and compared with the textbook (RFC 2992; Thaler and Ravishankar 1998; Karger et al. 1997; Eisenbud et al. 2016).
import { TrafficError } from "../error.js";
import { disruption, expectedDisruption, type Disruption } from "./disruption.js";
import type { NextHopGroup, Scheme } from "./group.js";
import { hashThreshold } from "./hash-threshold.js";
import { maglev } from "./maglev.js";
import { modulo } from "./modulo.js";
import { rendezvous } from "./rendezvous.js";
import { bucketOf, bucketsOwed, replaceMembers, resilientGroup, type ResilientGroup } from "./resilient.js";
import { ring } from "./ring.js";

export const schemeNames = ["modulo", "hash-threshold", "rendezvous", "ring", "Maglev", "resilient buckets"] as const;
export type SchemeName = (typeof schemeNames)[number];

/** The schemes that depend only on the current members. Resilient buckets depend on earlier members too. */
export const schemes: Readonly<Record<Exclude<SchemeName, "resilient buckets">, Scheme>> = {
  modulo,
  "hash-threshold": hashThreshold,
  rendezvous,
  ring,
  Maglev: maglev,
};

/** One change of a group with equal weights. */
export interface GroupChange {
  /** Before the change, in the group's order. */
  readonly members: readonly string[];
  /** The member that left, or that joined: at the end, or at this place, counted from 0. */
  readonly change: { readonly kind: "dies" | "joins"; readonly member: string; readonly at?: number };
}

/** The textbook's share of flows that move. "about": the mean over many sets of names; a single set deviates slightly. */
export interface TextbookShare {
  readonly formula: string;
  readonly share: number;
  readonly is: "exactly" | "about";
}

export interface SchemeUnderChange {
  readonly scheme: SchemeName;
  readonly textbook: TextbookShare;
  readonly counted: Disruption;
}

/**
 * The members after the change.
 * @example membersAfter({ members: ["A", "B"], change: { kind: "joins", member: "C", at: 1 } }) // ["A","C","B"]
 * @throws TrafficError if no member would be left, or for an invalid change
 */
export function membersAfter({
  members,
  change: { kind, member, at = members.length },
}: GroupChange): readonly string[] {
  const isIn = members.includes(member);
  if (kind === "joins") {
    if (isIn) throw new TrafficError(`Member ${member} cannot join: it is already in the group.`);
    return [...members.slice(0, at), member, ...members.slice(at)];
  }
  if (!isIn) throw new TrafficError(`Unknown member ${member}; members are ${members.join(", ")}.`);
  if (members.length === 1) throw new TrafficError(`Member ${member} is the only one. Keep at least one member.`);
  return members.filter((each) => each !== member);
}

/**
 * A scheme's group before and after the change. Resilient buckets in use stay, unless their member failed.
 * @example groupsAround("rendezvous", { members: ["A", "B", "C"], change: { kind: "dies", member: "B" } }).after.choose(7) // "A"
 */
export function groupsAround(
  scheme: SchemeName,
  change: GroupChange,
  making: GroupMaking = {},
): { readonly before: NextHopGroup; readonly after: NextHopGroup } {
  const [before, after] = groupsThrough(scheme, change.members, [change.change], making);
  return { before, after };
}

/**
 * A scheme's group before the first of several changes, and after each. Before each change the same resilient buckets are
 * in use; if all are, a server that returns gets none.
 * @example groupsThrough("modulo", ["A", "B"], [{ kind: "dies", member: "B" }, { kind: "joins", member: "B" }]).map(({ members }) => members.length) // [2,1,2]
 * @throws TrafficError if no member would be left, or for an invalid change
 */
export function groupsThrough(
  scheme: SchemeName,
  members: readonly string[],
  changes: readonly GroupChange["change"][],
  { make = (name, list) => schemes[name](list), idle = 0 }: GroupMaking = {},
): readonly NextHopGroup[] {
  const lists = [members];
  for (const change of changes) lists.push(membersAfter({ members: lists[lists.length - 1], change }));
  if (scheme !== "resilient buckets") return lists.map((list) => make(scheme, list));
  let group = inUse(resilientGroup({ members }), idle);
  return lists.map((list, i) => {
    if (i > 0) group = replaceMembers(inUse(group, idle), list, 0);
    return asGroup(group);
  });
}

export interface GroupMaking {
  /** Makes a group. Repeated callers may cache groups, because Maglev's table is slow to build. */
  readonly make?: (scheme: keyof typeof schemes, members: readonly string[]) => NextHopGroup;
  /** The share of the resilient buckets that were unused for the idle timer, 0 to 1. Defaults to 0: all are in use. */
  readonly idle?: number;
}

/** The idle buckets are spread over the table by the golden ratio, so over all members. */
const isIdle = (bucket: number, idle: number) => ((bucket + 1) * 0.6180339887) % 1 < idle;

const inUse = (group: ResilientGroup, idle: number): ResilientGroup => ({
  ...group,
  buckets: group.buckets.map(({ member }, i) => ({ member, lastUsedMs: isIdle(i, idle) ? -Infinity : 0 })),
});

const asGroup = (group: ResilientGroup): NextHopGroup => ({
  scheme: "resilient buckets",
  members: group.members,
  choose: (hash) => group.buckets[bucketOf(group, hash)].member,
});

/**
 * Compares all schemes under one change of members: the share of flows that each moves, counted and by formula. A row for each
 * scheme, in the order of `schemeNames`.
 * @example compareSchemes({ members: ["A", "B", "C", "D"], change: { kind: "dies", member: "D" }, hashes: flowHashes(1000) })[0].counted.moved // 0.736: modulo
 * @throws TrafficError for an invalid change, or no flows
 */
export function compareSchemes({
  hashes,
  make,
  idle = 0,
  ...change
}: GroupChange & GroupMaking & { readonly hashes: ArrayLike<number> }): readonly SchemeUnderChange[] {
  return schemeNames.map((scheme) => ({
    scheme,
    textbook: textbookShare(scheme, change, idle),
    counted: disruption({ ...groupsAround(scheme, change, { make, idle }), hashes }),
  }));
}

/**
 * The share of flows that a scheme moves, by formula: when member K of N leaves, or when one joins N.
 * @example textbookShare("modulo", { members: ["A", "B", "C"], change: { kind: "dies", member: "C" } }).formula // "(N − 1)/N"
 */
export function textbookShare(scheme: SchemeName, change: GroupChange, idle = 0): TextbookShare {
  const after = membersAfter(change);
  const N = change.members.length;
  const dies = change.change.kind === "dies";
  const K = dies ? change.members.indexOf(change.change.member) + 1 : N + 1;
  const larger = Math.max(N, after.length);
  switch (scheme) {
    case "modulo":
      return { formula: dies ? "(N − 1)/N" : "N/(N + 1)", share: expectedDisruption.modulo(larger), is: "exactly" };
    case "hash-threshold": // joining at the end is the inverse of the last of N + 1 members leaving
      return {
        formula: dies ? "((K − 1)K + (N − K)(N − K + 1)) / 2N(N − 1)" : "1/2",
        share: expectedDisruption["hash-threshold"](larger, K),
        is: "exactly",
      };
    case "resilient buckets": {
      if (!dies && idle === 0) return { formula: "0: all buckets are in use", share: 0, is: "exactly" };
      const { buckets, members } = resilientGroup({ members: change.members });
      if (!dies) {
        const moved = replaceMembers(inUse(resilientGroup({ members: change.members }), idle), after, 0);
        const got = moved.buckets.filter(({ member }) => member === change.change.member).length;
        return { formula: `${got} of ${buckets.length} buckets were idle`, share: got / buckets.length, is: "exactly" };
      }
      const owed = bucketsOwed(members, buckets.length).get(change.change.member)!;
      return { formula: `${owed} of ${buckets.length} buckets`, share: owed / buckets.length, is: "exactly" };
    }
    default:
      return {
        formula: dies ? "1/N" : "1/(N + 1)",
        share: 1 / larger,
        is: scheme === "rendezvous" ? "exactly" : "about",
      };
  }
}
