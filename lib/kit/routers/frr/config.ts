// A planned router as a configuration of FRR's bgpd, readable. Route maps come before the sessions that use them, because FRR
// applies later ones with a delay.
import { comment } from "../bird/index.js";
import { dotted } from "../daemon.js";
import { filterLists, routeMaps } from "./filters.js";
import type { PlannedRouter, PlannedSession, RoutersPlan } from "../plan.js";

/** More prefixes than a lesson announces; a real session that exceeds it is shut down. */
const MOST_PREFIXES = 100;

/**
 * The configuration of one router for FRR.
 * @param router one of the plan's
 */
export function frrConfig(plan: RoutersPlan, router: PlannedRouter): string {
  const { sessions, announces, asn } = router;
  return [
    `! ${comment(router.name)} of the scenario ${comment(plan.name)}, written by anycast-kit for FRR 8.4`,
    "frr defaults traditional",
    `hostname ${hostname(router)}`,
    "!",
    ...filterLists(plan, router),
    ...(announces ? ["route-map NOTHING deny 10"] : []),
    ...routeMaps(plan, router),
    "!",
    "bgp route-map delay-timer 0",
    `router bgp ${asn}`,
    ` bgp router-id ${dotted(router.singleId)}`,
    " no bgp default ipv4-unicast",
    " no bgp network import-check",
    " ! by the router's identifier, not by age (FRR's default); MED among all routes of one neighbour (RFC 4271, 9.1.2.2)",
    " bgp bestpath compare-routerid",
    " bgp deterministic-med",
    ...sessions.flatMap((session) => neighbour(router, session)),
    ...([4, 6] as const).flatMap((family) => addressFamily(plan, router, family)),
    "!",
    "",
  ].join("\n");
}

const hostname = ({ name }: PlannedRouter): string => name.replace(/[^A-Za-z0-9]+/g, "-");

function neighbour({ announces }: PlannedRouter, session: PlannedSession): string[] {
  const { remote, remoteAsn, remoteIs, igpCost, passive } = session;
  const is = igpCost !== undefined ? "another router of this AS" : announces ? "a neighbour" : `a ${remoteIs}`;
  return [
    ` neighbor ${remote} remote-as ${remoteAsn}`,
    ` neighbor ${remote} description AS${remoteAsn} ${is}`,
    ` neighbor ${remote} timers connect 1`,
    ` neighbor ${remote} advertisement-interval 0`,
    ...(passive ? [` neighbor ${remote} passive`] : []),
  ];
}

function addressFamily({ states }: RoutersPlan, { sessions, announces }: PlannedRouter, family: 4 | 6): string[] {
  const own = sessions.filter((session) => session.family === family);
  if (own.length === 0) return [];
  const prefix = announces && states[announces.state].problem.prefix;
  return [
    " !",
    ` address-family ipv${family} unicast`,
    ...(prefix?.family === family ? [`  network ${prefix.text}`] : []),
    ...own.flatMap(({ remote, protocol, igpCost }) => [
      `  neighbor ${remote} activate`,
      ...(igpCost !== undefined
        ? [`  neighbor ${remote} next-hop-self`]
        : [
            `  neighbor ${remote} route-map ${announces ? "NOTHING" : `${protocol}-in`} in`,
            `  neighbor ${remote} route-map ${protocol}-out out`,
            `  neighbor ${remote} maximum-prefix ${MOST_PREFIXES}`,
          ]),
    ]),
    " exit-address-family",
  ];
}
