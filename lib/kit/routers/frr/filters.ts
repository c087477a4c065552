// The model's policies as FRR's route maps: the same filters as bird-filters.ts, in the language of
// https://docs.frrouting.org/en/stable-8.4/routemap.html. Every session between ASes has one in each direction (RFC 8212).
import { GRACEFUL_SHUTDOWN_LOCAL_PREF, originValidity, type ResolvedAnnouncement } from "../../routing/bgp/index.js";
import { localPrefOf, originPath } from "../../routing/bgp/index.js";
import {
  actionCommunities,
  learnedFrom,
  obey,
  requestsIn,
  siteCommunity,
  type LargeCommunity,
} from "../communities.js";
import { DISCARD } from "../network-script.js";
import type { PlannedRouter, PlannedSession, RoutersPlan } from "../plan.js";

/** A large community as FRR writes it. */
const show = (community: LargeCommunity): string => community.join(":");

/** Numbers clauses: FRR runs them in ascending order. */
function routeMap(name: string) {
  const lines: string[] = [];
  let number = 0;
  const clause = (action: "permit" | "deny", ...body: readonly string[]) => {
    number += 10;
    lines.push(`route-map ${name} ${action} ${number}`, ...body.map((line) => ` ${line}`));
  };
  return {
    deny: (...body: readonly string[]) => clause("deny", ...body),
    /** Changes the route and continues with the next clause. */
    change: (...body: readonly string[]) => clause("permit", ...body, "on-match next"),
    end: (): readonly string[] => {
      clause("permit");
      return lines;
    },
  };
}

const relations = ["customer", "peer", "provider"] as const;
const ip = (family: 4 | 6) => (family === 4 ? "ip" : "ipv6");

/** Lists used by a router's route maps. */
export function filterLists(plan: RoutersPlan, router: PlannedRouter): string[] {
  const { asn, index, announces } = router;
  if (announces) return [];
  const own = plan.states.filter(({ problem }) => problem.origins.has(index));
  const rov = plan.states[0].problem.policies.get(index)?.rov ?? false;
  return [
    ...relations.map((is) => `bgp large-community-list standard LEARNED permit ${show(learnedFrom(asn, is))}`),
    ...(["peer", "provider"] as const).map(
      (is) => `bgp large-community-list standard NOT-FROM-CUSTOMER permit ${show(learnedFrom(asn, is))}`,
    ),
    "bgp community-list standard GSHUT permit graceful-shutdown",
    "bgp community-list standard NOPEER permit no-peer",
    "bgp community-list standard BLACKHOLE permit blackhole",
    ...lengthLists(plan, router),
    ...prependLists(plan, router),
    ...own.map(
      ({ problem: { prefix } }) =>
        `${ip(prefix.family)} prefix-list OWN seq ${5 * (plan.states.findIndex((state) => state.problem.prefix === prefix) + 1)} permit ${prefix.text}`,
    ),
    ...(rov
      ? plan.states.flatMap(({ problem: { prefix, announcements } }, i) => {
          const invalid = invalidOrigins(plan, prefix.text, announcements);
          return invalid.length === 0
            ? []
            : [
                `${ip(prefix.family)} prefix-list PREFIX-${i} seq 5 permit ${prefix.text}`,
                ...invalid.map((origin) => `bgp as-path access-list INVALID-${i} permit _${origin}$`),
              ];
        })
      : []),
    ...requestsIn(plan).map(
      (community, i) => `bgp large-community-list standard REQUEST-${i} permit ${show(community)}`,
    ),
  ];
}

/** The neighbours of a router that are another AS. */
const outside = ({ sessions }: PlannedRouter) => sessions.filter(({ igpCost }) => igpCost === undefined);

/** The longest prefix that a router accepts on a session; Infinity without a limit. */
function longestFrom({ states }: RoutersPlan, { index }: PlannedRouter, { family, remoteAsn }: PlannedSession): number {
  const { problem } = states.find((state) => state.problem.prefix.family === family)!;
  return problem.longestFrom(index, remoteAsn);
}

function lengthLists(plan: RoutersPlan, router: PlannedRouter): string[] {
  const lists = outside(router).flatMap((session) => {
    const longest = longestFrom(plan, router, session);
    const { family } = session;
    const [all, bits] = family === 4 ? ["0.0.0.0/0", 32] : ["::/0", 128];
    if (longest === Infinity) return [];
    // A prefix of every length is short enough: the list must exist, and match nothing.
    if (longest >= bits) return [`${ip(family)} prefix-list LONGER-${longest} seq 5 deny any`];
    return [`${ip(family)} prefix-list LONGER-${longest} seq 5 permit ${all} ge ${longest + 1}`];
  });
  const honours = plan.states[0].problem.policies.get(router.index)?.blackhole;
  return [
    ...new Set(lists),
    ...(honours
      ? [
          "bgp community-list expanded NOT-BLACKHOLE seq 5 deny 65535:666|blackhole",
          "bgp community-list expanded NOT-BLACKHOLE seq 10 permit .*",
        ]
      : []),
  ];
}

function prependLists({ states }: RoutersPlan, router: PlannedRouter): string[] {
  const keep = states[0].problem.policies.get(router.index)?.keepPrepends;
  if (keep === undefined) return [];
  const neighbours = [...new Set(outside(router).map(({ remoteAsn }) => remoteAsn))];
  return neighbours.map((asn) => {
    const tooMany = new Array<number>(keep + 2).fill(asn).join("_");
    return `bgp as-path access-list PREPENDED-${asn} permit ^${tooMany}(_|$)`;
  });
}

/** The origins whose route origin validation says invalid (RFC 6811): FRR itself would need an RPKI server. */
function invalidOrigins({ states, roas }: RoutersPlan, prefix: string, all: readonly ResolvedAnnouncement[]): number[] {
  const { problem } = states.find((state) => state.problem.prefix.text === prefix)!;
  const origins = [...new Set(all.map(({ origin }) => origin))];
  return origins.filter((origin) => originValidity(problem.prefix, origin, roas) === "invalid");
}

/** The import route map of a router for another AS. */
function importMap(plan: RoutersPlan, router: PlannedRouter, session: PlannedSession, name: string) {
  const { states } = plan;
  const [{ problem }] = states;
  const { asn, index } = router;
  const { remoteAsn, remoteIs, family } = session;
  const map = routeMap(name);
  if (states.some((state) => state.problem.origins.has(index) && state.problem.prefix.family === family))
    map.deny("description announced at the AS's sites", `match ${ip(family)} address prefix-list OWN`);
  if (problem.policies.get(index)?.rov)
    states.forEach(({ problem: { prefix, announcements } }, i) => {
      if (prefix.family === family && invalidOrigins(plan, prefix.text, announcements).length > 0)
        map.deny(
          "description invalid by its ROAs",
          `match ${ip(family)} address prefix-list PREFIX-${i}`,
          `match as-path INVALID-${i}`,
        );
    });
  const longest = longestFrom(plan, router, session);
  const honours = problem.policies.get(index)?.blackhole === true;
  if (longest < Infinity)
    map.deny(
      `description prefixes up to /${longest} from AS${remoteAsn}`,
      `match ${ip(family)} address prefix-list LONGER-${longest}`,
      ...(honours ? ["match community NOT-BLACKHOLE"] : []),
    );
  const keep = problem.policies.get(index)?.keepPrepends;
  if (keep !== undefined) {
    const tooMany = `match as-path PREPENDED-${remoteAsn}`;
    map.change(
      `description ${keep === 0 ? "strips prepending" : `caps prepending at ${keep}`}`,
      tooMany,
      `set as-path exclude ${remoteAsn}`,
      `set as-path prepend ${new Array<number>(keep + 1).fill(remoteAsn).join(" ")}`,
    );
  }
  map.change("set large-comm-list LEARNED delete");
  map.change(
    `set large-community ${show(learnedFrom(asn, remoteIs!))} additive`,
    `set local-preference ${localPrefOf(problem, index, remoteAsn, remoteIs!)}`,
  );
  map.change("match community GSHUT", `set local-preference ${GRACEFUL_SHUTDOWN_LOCAL_PREF}`);
  if (honours)
    map.change(
      "description RFC 7999: the router discards packets to the discard address",
      "match community BLACKHOLE",
      family === 4 ? `set ip next-hop ${DISCARD[4]}` : `set ipv6 next-hop global ${DISCARD[6]}`,
    );
  return map.end();
}

/** The export route map of a router for another AS. FRR handles NO_EXPORT itself. */
function exportMap(plan: RoutersPlan, router: PlannedRouter, session: PlannedSession, name: string) {
  const { asn, index } = router;
  const { remoteAsn, remoteIs } = session;
  const map = routeMap(name);
  const toAll = remoteIs === "customer" || plan.states[0].problem.policies.get(index)?.leak;
  if (!toAll) map.deny(`description to a ${remoteIs} customer routes only`, "match large-community NOT-FROM-CUSTOMER");
  if (remoteIs === "peer") map.deny("description NOPEER (RFC 3765)", "match community NOPEER");
  requestsIn(plan).forEach((community, i) => {
    const what = obey(community, asn, { asn: remoteAsn, is: remoteIs! });
    if (!what) return;
    const match = `match large-community REQUEST-${i}`;
    if (what === "reject") map.deny(match);
    else if (what.prepend > 0)
      map.change(match, `set as-path prepend ${new Array<number>(what.prepend).fill(asn).join(" ")}`);
  });
  map.change("set large-comm-list LEARNED delete");
  return map.end();
}

/**
 * The export route map of a site. FRR itself prepends the origin's ASN once, and sends MED 0 with a route of its own: where a missing MED
 * is the worst, the site sends the worst.
 */
export function siteExportMap(
  { states }: RoutersPlan,
  announcement: ResolvedAnnouncement,
  neighbour: number,
  name: string,
) {
  const { origin, originCode = "igp", actions, number } = announcement;
  const { missingMed } = states[0].problem;
  const { med = missingMed > 0 ? missingMed : undefined } = announcement;
  const wellKnown = ["no-export", "no-advertise", "no-peer", "blackhole", "graceful-shutdown"];
  const communities = wellKnown.filter((name) => announcement.communities.some(({ kind }) => kind === name));
  const large = [siteCommunity(origin, number), ...actionCommunities(actions)].map(show);
  const [, ...rest] = originPath(announcement, neighbour);
  const map = routeMap(name);
  map.change(
    `set origin ${originCode}`,
    ...(med === undefined ? [] : [`set metric ${med}`]),
    `set large-community ${large.join(" ")} additive`,
    ...(communities.length > 0 ? [`set community ${communities.join(" ")} additive`] : []),
    ...(rest.length > 0 ? [`set as-path prepend ${rest.join(" ")}`] : []),
  );
  return map.end();
}

/** The route maps of all sessions between ASes of a router: `PROTOCOL-in` and `PROTOCOL-out`. */
export function routeMaps(plan: RoutersPlan, router: PlannedRouter): string[] {
  const { announces, sessions } = router;
  return sessions
    .filter(({ igpCost }) => igpCost === undefined)
    .flatMap((session) =>
      announces
        ? siteExportMap(plan, announces.announcement, session.remoteAsn, `${session.protocol}-out`)
        : [
            ...importMap(plan, router, session, `${session.protocol}-in`),
            ...exportMap(plan, router, session, `${session.protocol}-out`),
          ],
    );
}
