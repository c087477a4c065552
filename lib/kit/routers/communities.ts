// The encoding of route metadata as large communities (RFC 8092), by the scheme of RFC 8195: acting AS, action, target.
// NO_EXPORT and GRACEFUL_SHUTDOWN are well-known communities.
import type { ResolvedAnnouncement } from "../routing/bgp/index.js";
import type { Relationship } from "../topology/index.js";
import type { RoutersPlan } from "./plan.js";

export type LargeCommunity = readonly [administrator: number, what: number, parameter: number];

/** Internal tag of an AS: the relationship it learned a route from. */
const LEARNED_FROM = 1;
/** Tag of an origin: the site that announces. */
const SITE = 2;
const NO_ANNOUNCE_TO_AS = 3;
const NO_ANNOUNCE_TO_ALL = 4;
/** Plus the number of prepends. */
const PREPEND_TO_AS = 10_000;
const PREPEND_TO_ALL = 20_000;

export const NO_EXPORT = "(65535, 65281)";
export const NO_ADVERTISE = "(65535, 65282)";
export const NO_PEER = "(65535, 65284)";
export const BLACKHOLE = "(65535, 666)";
export const GRACEFUL_SHUTDOWN = "(65535, 0)";

const kinds = { customers: 1, peers: 2, providers: 3 } as const;

export const learnedFrom = (asn: number, who: Relationship): LargeCommunity => [asn, LEARNED_FROM, kinds[`${who}s`]];

/** A pattern for all internal tags of this AS. */
export const anyLearnedFrom = (asn: number): string => `(${asn}, ${LEARNED_FROM}, *)`;

/** The number is that of the announcement among those of its prefix. */
export const siteCommunity = (origin: number, announcement: number): LargeCommunity => [origin, SITE, announcement];

/** The announcement a route comes from, by its communities. */
export function announcementIn(communities: readonly LargeCommunity[], origin: number): number | undefined {
  return communities.find(([administrator, what]) => administrator === origin && what === SITE)?.[2];
}

export type Action = ResolvedAnnouncement["actions"][number];

/** The communities that request actions of other ASes. Prepends for one AS towards one target add up. */
export function actionCommunities(actions: readonly Action[]): LargeCommunity[] {
  const prepends = new Map<string, { action: Action; times: number }>();
  const communities: LargeCommunity[] = [];
  for (const action of actions) {
    const { at, to } = action;
    if (action.kind === "no-announce-to")
      communities.push(typeof to === "number" ? [at, NO_ANNOUNCE_TO_AS, to] : [at, NO_ANNOUNCE_TO_ALL, kinds[to]]);
    else {
      const key = `${at} ${to}`;
      prepends.set(key, { action, times: (prepends.get(key)?.times ?? 0) + action.times });
    }
  }
  for (const { action, times } of prepends.values()) communities.push(prependCommunity(action, times));
  return communities;
}

/** The communities with which the plan's announcements, now or later, request actions of other ASes. */
export function requestsIn({ states, later = [] }: Pick<RoutersPlan, "states" | "later">): LargeCommunity[] {
  const all = [...states.flatMap(({ problem }) => problem.announcements), ...later];
  const asked = all.flatMap(({ actions }) => actionCommunities(actions));
  return [...new Map(asked.map((community) => [community.join(" "), community])).values()];
}

const prependCommunity = ({ at, to }: Action, times: number): LargeCommunity =>
  typeof to === "number" ? [at, PREPEND_TO_AS + times, to] : [at, PREPEND_TO_ALL + times, kinds[to]];

/** The action of an AS on export of a route with this community; undefined if none. */
export function obey(
  [administrator, what, parameter]: LargeCommunity,
  asn: number,
  neighbour: { readonly asn: number; readonly is: Relationship },
): "reject" | { readonly prepend: number } | undefined {
  if (administrator !== asn) return undefined;
  const toAll = parameter === kinds[`${neighbour.is}s`];
  const toAs = parameter === neighbour.asn;
  if ((what === NO_ANNOUNCE_TO_AS && toAs) || (what === NO_ANNOUNCE_TO_ALL && toAll)) return "reject";
  if (what >= PREPEND_TO_ALL) return toAll ? { prepend: what - PREPEND_TO_ALL } : undefined;
  if (what >= PREPEND_TO_AS) return toAs ? { prepend: what - PREPEND_TO_AS } : undefined;
  return undefined;
}

export const showCommunity = (community: LargeCommunity): string => `(${community.join(", ")})`;
