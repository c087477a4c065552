// All schemes side by side under one change of members: a server dies or one more joins. What each moves is counted over many
// flows and held against the textbook (RFC 2992; Thaler and Ravishankar 1998; Karger et al. 1997; Eisenbud et al. 2016).
import { TrafficError } from "../error.js";
import { disruption, expectedDisruption, type Disruption } from "./disruption.js";
import type { NextHopGroup, Scheme } from "./group.js";
import { hashThreshold } from "./hash-threshold.js";
import { maglev } from "./maglev.js";
import { modulo } from "./modulo.js";
import { rendezvous } from "./rendezvous.js";
import { bucketOf, bucketsOwed, replaceMembers, resilientGroup, useBucket, type ResilientGroup } from "./resilient.js";
import { ring } from "./ring.js";

export const schemeNames = ["modulo", "hash-threshold", "rendezvous", "ring", "Maglev", "resilient buckets"] as const;
export type SchemeName = (typeof schemeNames)[number];

/** The schemes that know nothing but who is a member now. Resilient buckets remember who was. */
export const schemes: Readonly<Record<Exclude<SchemeName, "resilient buckets">, Scheme>> = {
  modulo,
  "hash-threshold": hashThreshold,
  rendezvous,
  ring,
  Maglev: maglev,
};

/** One change of a group whose members all weigh the same. */
export interface GroupChange {
  /** Before the change, in the group's order. */
  readonly members: readonly string[];
  /** Who is gone, or who stands at the end of the group now. */
  readonly change: { readonly kind: "dies" | "joins"; readonly member: string };
}

/** The textbook's part of flows that move. "about": the mean over many sets of names; any one set is a little off. */
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

/** The members afterwards. @throws TrafficError where nobody would be left, or the change cannot be */
export function membersAfter({ members, change: { kind, member } }: GroupChange): readonly string[] {
  const isIn = members.includes(member);
  if (kind === "joins") {
    if (isIn) throw new TrafficError(`Member ${member} cannot join: it is in the group already.`);
    return [...members, member];
  }
  if (!isIn) throw new TrafficError(`Member ${member} cannot die: the group has ${members.join(", ")}.`);
  if (members.length === 1) throw new TrafficError(`Member ${member} is the only one: without it nobody takes a flow.`);
  return members.filter((each) => each !== member);
}

/** A scheme's group before and after the change. Under resilient buckets every bucket is in use, so only a dead member's move. */
export function groupsAround(
  scheme: SchemeName,
  change: GroupChange,
  { make = (name, members) => schemes[name](members) }: GroupMaking = {},
): { readonly before: NextHopGroup; readonly after: NextHopGroup } {
  const after = membersAfter(change);
  if (scheme !== "resilient buckets") return { before: make(scheme, change.members), after: make(scheme, after) };
  const group = inUse(resilientGroup({ members: change.members }));
  return { before: asGroup(group), after: asGroup(replaceMembers(group, after, 0)) };
}

export interface GroupMaking {
  /** Makes a group; a caller that asks again and again may remember those it has: Maglev's table takes its time. */
  readonly make?: (scheme: keyof typeof schemes, members: readonly string[]) => NextHopGroup;
}

const inUse = (group: ResilientGroup) =>
  group.buckets.reduce((now, _, bucket) => useBucket(now, bucket, 0).group, group);

const asGroup = (group: ResilientGroup): NextHopGroup => ({
  scheme: "resilient buckets",
  members: group.members,
  choose: (hash) => group.buckets[bucketOf(group, hash)].member,
});

/** A row for each scheme, in the order of `schemeNames`. @throws TrafficError for a change that cannot be, or no flows */
export function compareSchemes({
  hashes,
  make,
  ...change
}: GroupChange & GroupMaking & { readonly hashes: ArrayLike<number> }): readonly SchemeUnderChange[] {
  return schemeNames.map((scheme) => ({
    scheme,
    textbook: textbookShare(scheme, change),
    counted: disruption({ ...groupsAround(scheme, change, { make }), hashes }),
  }));
}

/** The part of flows that a scheme moves, by formula: when member K of N goes, or when one joins N. */
export function textbookShare(scheme: SchemeName, change: GroupChange): TextbookShare {
  const after = membersAfter(change);
  const N = change.members.length;
  const dies = change.change.kind === "dies";
  const K = dies ? change.members.indexOf(change.change.member) + 1 : N + 1;
  const larger = Math.max(N, after.length);
  switch (scheme) {
    case "modulo":
      return { formula: dies ? "(N − 1)/N" : "N/(N + 1)", share: expectedDisruption.modulo(larger), is: "exactly" };
    case "hash-threshold": // a join at the end is the same move backwards as the end's going from N + 1
      return {
        formula: dies ? "((K − 1)K + (N − K)(N − K + 1)) / 2N(N − 1)" : "1/2",
        share: expectedDisruption["hash-threshold"](larger, K),
        is: "exactly",
      };
    case "resilient buckets": {
      if (!dies) return { formula: "0: all buckets are in use", share: 0, is: "exactly" };
      const { buckets, members } = resilientGroup({ members: change.members });
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
