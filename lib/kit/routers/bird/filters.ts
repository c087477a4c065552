// The model's policies as BIRD filters: the import and export policies of a router. Every session between ASes has both, as RFC
// 8212 asks. See https://bird.network.cz/?get_doc&v=20&f=bird-5.html for the language.
import {
  GRACEFUL_SHUTDOWN_LOCAL_PREF,
  type ResolvedAnnouncement,
  type SteadyState,
  localPrefOf,
} from "../../routing/bgp/index.js";
import {
  actionCommunities,
  anyLearnedFrom,
  BLACKHOLE,
  GRACEFUL_SHUTDOWN,
  learnedFrom,
  NO_ADVERTISE,
  NO_EXPORT,
  NO_PEER,
  obey,
  requestsIn,
  showCommunity,
  siteCommunity,
} from "../communities.js";
import type { PlannedRouter, PlannedSession, RoutersPlan } from "../plan.js";

/** The name of the table with ROAs. */
export const roaTable = (family: 4 | 6) => `roas_v${family}`;

/** The import filter of a router for another AS. */
export function importFilter(states: readonly SteadyState[], router: PlannedRouter, session: PlannedSession): string[] {
  const { asn, index } = router;
  const [{ problem }] = states;
  const { remoteAsn, remoteIs, family } = session;
  const own = states.filter((state) => state.problem.origins.has(index)).map((state) => state.problem.prefix);
  const ownPrefixes = own.filter((prefix) => prefix.family === family).map(({ text }) => text);
  return [
    ...(ownPrefixes.length > 0
      ? [`if net ~ [ ${ownPrefixes.join(", ")} ] then reject; # announced at the AS's sites`]
      : []),
    ...(problem.policies.get(index)?.rov
      ? [`if roa_check(${roaTable(family)}, net, bgp_path.last) = ROA_INVALID then reject; # RFC 6811`]
      : []),
    ...lengthLimit(states, router, session),
    ...cutPrepends(problem.policies.get(index)?.keepPrepends, remoteAsn),
    `bgp_large_community.delete([${anyLearnedFrom(asn)}]); # only AS${asn} may set this`,
    `bgp_large_community.add(${showCommunity(learnedFrom(asn, remoteIs!))}); # learned from a ${remoteIs}`,
    `bgp_local_pref = ${localPrefOf(problem, index, remoteAsn, remoteIs!)};`,
    `if ${GRACEFUL_SHUTDOWN} ~ bgp_community then bgp_local_pref = ${GRACEFUL_SHUTDOWN_LOCAL_PREF}; # RFC 8326`,
    ...(problem.policies.get(index)?.blackhole
      ? [`if ${BLACKHOLE} ~ bgp_community then dest = RTD_BLACKHOLE; # RFC 7999`]
      : []),
    "accept;",
  ];
}

/** Rejects prefixes that are too long. A router that honours BLACKHOLE accepts these at any length. */
function lengthLimit(states: readonly SteadyState[], { index }: PlannedRouter, session: PlannedSession): string[] {
  const { problem } = states.find((state) => state.problem.prefix.family === session.family)!;
  const longest = problem.longestFrom(index, session.remoteAsn);
  if (longest === Infinity) return [];
  const unless = problem.policies.get(index)?.blackhole ? ` && ! (${BLACKHOLE} ~ bgp_community)` : "";
  return [`if net.len > ${longest}${unless} then reject; # prefixes up to /${longest} from AS${session.remoteAsn}`];
}

/** Removes repetitions of the neighbour's ASN at the front of the path. */
function cutPrepends(keep: number | undefined, neighbour: number): string[] {
  if (keep === undefined) return [];
  const tooMany = new Array<number>(keep + 2).fill(neighbour).join(" ");
  return [
    `if bgp_path ~ [= ${tooMany} * =] then { # ${keep === 0 ? "strips prepending" : `caps prepending at ${keep}`}`,
    `bgp_path.delete(${neighbour});`,
    ...prepends(neighbour, keep + 1),
    "}",
  ];
}

/** The export filter of a router for another AS. Routes with NO_EXPORT do not reach it: BIRD suppresses them itself. */
export function exportFilter(plan: RoutersPlan, router: PlannedRouter, session: PlannedSession): string[] {
  const { asn, index } = router;
  const { remoteAsn, remoteIs } = session;
  const [{ problem }] = plan.states;
  const toAll = remoteIs === "customer" || problem.policies.get(index)?.leak;
  const isLeak = remoteIs !== "customer" && toAll;
  return [
    "if source != RTS_BGP then reject;",
    ...(isLeak ? ["# a leak: whatever it learned, to everybody (RFC 7908)"] : []),
    ...(toAll
      ? []
      : [
          `if ! (${showCommunity(learnedFrom(asn, "customer"))} ~ bgp_large_community) then reject; # to a ${remoteIs}: customer routes only`,
        ]),
    ...(remoteIs === "peer" ? [`if ${NO_PEER} ~ bgp_community then reject; # NOPEER (RFC 3765)`] : []),
    ...requestsIn(plan).flatMap((community) => {
      const what = obey(community, asn, { asn: remoteAsn, is: remoteIs! });
      if (!what) return [];
      const carries = `if ${showCommunity(community)} ~ bgp_large_community then`;
      return what === "reject" ? [`${carries} reject;`] : [`${carries} {`, ...prepends(asn, what.prepend), "}"];
    }),
    `bgp_large_community.delete([${anyLearnedFrom(asn)}]);`,
    "accept;",
  ];
}

const prepends = (asn: number, times: number): string[] =>
  times === 0 ? [] : [Array.from({ length: times }, () => `bgp_path.prepend(${asn});`).join(" ")];

/** The export filter of a site. BIRD itself prepends the origin's ASN once. */
export function siteExportFilter(announcement: ResolvedAnnouncement, neighbour: number): string[] {
  const { origin, originCode = "igp", med, actions, poison = [], number, communities } = announcement;
  const carries = (wanted: string) => communities.some(({ kind }) => kind === wanted);
  const { noAdvertise, noPeer, blackhole, gracefulShutdown } = announcement;
  const times = announcement.prependTo?.[neighbour] ?? announcement.prepend ?? 0;
  return [
    'if proto != "announced" then reject;',
    `bgp_origin = ORIGIN_${originCode.toUpperCase()};`,
    ...(med === undefined ? [] : [`bgp_med = ${med};`]),
    `bgp_large_community.add(${showCommunity(siteCommunity(origin, number))}); # this is site ${comment(announcement.site)}`,
    ...actionCommunities(actions).map((community) => `bgp_large_community.add(${showCommunity(community)});`),
    ...(noAdvertise ? [`bgp_community.add(${NO_ADVERTISE}); # NO_ADVERTISE (RFC 1997)`] : []),
    ...(noPeer ? [`bgp_community.add(${NO_PEER}); # NOPEER (RFC 3765)`] : []),
    ...(blackhole ? [`bgp_community.add(${BLACKHOLE}); # BLACKHOLE (RFC 7999)`] : []),
    ...(carries("no-export") ? [`bgp_community.add(${NO_EXPORT}); # NO_EXPORT (RFC 1997)`] : []),
    ...(gracefulShutdown ? [`bgp_community.add(${GRACEFUL_SHUTDOWN}); # GRACEFUL_SHUTDOWN (RFC 8326)`] : []),
    ...(poison.length > 0 ? prepends(origin, 1) : []),
    ...[...poison].reverse().map((asn) => `bgp_path.prepend(${asn}); # poison: AS${asn} takes it for a loop`),
    ...prepends(origin, times),
    "accept;",
  ];
}

/** Escapes text for a comment. */
export const comment = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");
