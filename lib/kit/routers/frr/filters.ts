// The model's policies as FRR's route maps: the same filters as bird-filters.ts, in the language of
// https://docs.frrouting.org/en/stable-8.4/routemap.html. Every session between ASes has one in each direction (RFC 8212).
import { GRACEFUL_SHUTDOWN_LOCAL_PREF, originValidity, type ResolvedAnnouncement } from "../../routing/bgp/index.js";
import { localPrefOf, originPath } from "../../routing/bgp/index.js";
import { actionCommunities, learnedFrom, obey, siteCommunity, type LargeCommunity } from "../communities.js";
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
    ...requests(plan).map((community, i) => `bgp large-community-list standard REQUEST-${i} permit ${show(community)}`),
  ];
}

/** The origins whose route origin validation says invalid (RFC 6811): FRR itself would need an RPKI server. */
function invalidOrigins({ states, roas }: RoutersPlan, prefix: string, all: readonly ResolvedAnnouncement[]): number[] {
  const { problem } = states.find((state) => state.problem.prefix.text === prefix)!;
  const origins = [...new Set(all.map(({ origin }) => origin))];
  return origins.filter((origin) => originValidity(problem.prefix, origin, roas) === "invalid");
}

/** The communities with which announcements request actions of other ASes. */
function requests({ states }: RoutersPlan): LargeCommunity[] {
  const asked = states.flatMap(({ problem }) =>
    problem.announcements.flatMap(({ actions }) => actionCommunities(actions)),
  );
  return [...new Map(asked.map((community) => [show(community), community])).values()];
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
  map.change("set large-comm-list LEARNED delete");
  map.change(
    `set large-community ${show(learnedFrom(asn, remoteIs!))} additive`,
    `set local-preference ${localPrefOf(problem, index, remoteAsn, remoteIs!)}`,
  );
  map.change("match community GSHUT", `set local-preference ${GRACEFUL_SHUTDOWN_LOCAL_PREF}`);
  return map.end();
}

/** The export route map of a router for another AS. FRR handles NO_EXPORT itself. */
function exportMap(plan: RoutersPlan, router: PlannedRouter, session: PlannedSession, name: string) {
  const { asn, index } = router;
  const { remoteAsn, remoteIs } = session;
  const map = routeMap(name);
  const toAll = remoteIs === "customer" || plan.states[0].problem.policies.get(index)?.leak;
  if (!toAll) map.deny(`description to a ${remoteIs} customer routes only`, "match large-community NOT-FROM-CUSTOMER");
  requests(plan).forEach((community, i) => {
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

/** The export route map of a site. FRR itself prepends the origin's ASN once. */
function siteExportMap(announcement: ResolvedAnnouncement, neighbour: number, name: string) {
  const { origin, originCode = "igp", med, noExport, gracefulShutdown, actions, number } = announcement;
  const communities = [...(noExport ? ["no-export"] : []), ...(gracefulShutdown ? ["graceful-shutdown"] : [])];
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
        ? siteExportMap(announces.announcement, session.remoteAsn, `${session.protocol}-out`)
        : [
            ...importMap(plan, router, session, `${session.protocol}-in`),
            ...exportMap(plan, router, session, `${session.protocol}-out`),
          ],
    );
}
