// A planned router as a configuration of FRR's bgpd, readable. Route maps come before the sessions that use them, because FRR
// applies later ones with a delay.
import { alwaysMed } from "../../routing/bgp/index.js";
import { comment } from "../bird/index.js";
import { dotted, MOST_PREFIXES } from "../daemon.js";
import { filterLists, routeMaps } from "./filters.js";
import { discardRoutes } from "../network-script.js";
import { keepaliveMs, type PlannedRouter, type PlannedSession, type RoutersPlan } from "../plan.js";
import { plannedState, type RouterState } from "../router-state.js";
import { outMap } from "./changes.js";

/**
 * The configuration of one router for FRR.
 * @example frrConfig(plan, plan.routers[0]).includes("router bgp 64496") // true
 * @param router one of the plan's
 * @param state what it announces, and which sessions are shut down; defaults to the plan's
 */
export function frrConfig(plan: RoutersPlan, router: PlannedRouter, state: RouterState = plannedState(router)): string {
  const { sessions, announces, asn } = router;
  const [{ problem }] = plan.states;
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
    ...(plan.preferOlder
      ? [" ! FRR's default: the route in use stays (RFC 5004)"]
      : [" ! by the router's identifier, not by age (FRR's default)", " bgp bestpath compare-routerid"]),
    " ! MED among all routes of one neighbour (RFC 4271, 9.1.2.2)",
    " bgp deterministic-med",
    ...(alwaysMed(problem) ? [" bgp always-compare-med"] : []),
    ...(problem.missingMed > 0 ? [" bgp bestpath med missing-as-worst"] : []),
    ...sessions.flatMap((session) => neighbour(router, session, state)),
    // The next hop of a route with BLACKHOLE lies outside the network of the neighbour.
    ...(discardRoutes(plan, router).length > 0
      ? sessions.map(({ remote }) => ` neighbor ${remote} disable-connected-check`)
      : []),
    ...([4, 6] as const).flatMap((family) => addressFamily(plan, router, family, state)),
    "!",
    "",
  ].join("\n");
}

/** The name of the profile with a session's BFD timers. */
const bfdProfile = ({ detection }: PlannedSession): string =>
  `every-${detection!.bfd!.intervalMs}-ms-times-${detection!.bfd!.multiplier}`;

/** The configuration of bfdd for a router; undefined if no session uses BFD. */
export function bfdConfig({ sessions }: PlannedRouter): string | undefined {
  const profiles = new Map(
    sessions.flatMap((session) => (session.detection?.bfd ? [[bfdProfile(session), session.detection.bfd]] : [])),
  );
  if (profiles.size === 0) return undefined;
  return [
    "bfd",
    ...[...profiles].flatMap(([name, { intervalMs, multiplier }]) => [
      ` profile ${name}`,
      `  detect-multiplier ${multiplier}`,
      `  receive-interval ${intervalMs}`,
      `  transmit-interval ${intervalMs}`,
      " exit",
    ]),
    "exit",
    "",
  ].join("\n");
}

const hostname = ({ name }: PlannedRouter): string => name.replace(/[^A-Za-z0-9]+/g, "-");

function neighbour({ announces }: PlannedRouter, session: PlannedSession, { closed }: RouterState): string[] {
  const { remote, remoteAsn, remoteIs, igpCost, passive, protocol, detection } = session;
  const is = igpCost !== undefined ? "another router of this AS" : announces ? "a neighbour" : `a ${remoteIs}`;
  return [
    ` neighbor ${remote} remote-as ${remoteAsn}`,
    ` neighbor ${remote} description AS${remoteAsn} ${is}`,
    ` neighbor ${remote} timers connect 1`,
    ` neighbor ${remote} advertisement-interval 0`,
    ...(passive ? [` neighbor ${remote} passive`] : []),
    ...(detection
      ? [` neighbor ${remote} timers ${keepaliveMs(detection.holdMs) / 1000} ${detection.holdMs / 1000}`]
      : []),
    ...(detection?.bfd ? [` neighbor ${remote} bfd`, ` neighbor ${remote} bfd profile ${bfdProfile(session)}`] : []),
    ...(closed.has(protocol) ? [` neighbor ${remote} shutdown`] : []),
  ];
}

/** FRR counts in minutes. BIRD has no damping. */
function damping(asn: number, { damping = {} }: RoutersPlan): string[] {
  const own = damping[asn];
  if (!own) return [];
  const { halfLifeMs = 900_000, suppress = 2000, reuse = 750, maxSuppressMs = 4 * halfLifeMs } = own;
  const minutes = (ms: number, most: number) => Math.min(most, Math.max(1, Math.round(ms / 60_000)));
  return [`  bgp dampening ${minutes(halfLifeMs, 45)} ${reuse} ${suppress} ${minutes(maxSuppressMs, 255)}`];
}

function addressFamily(plan: RoutersPlan, router: PlannedRouter, family: 4 | 6, state: RouterState): string[] {
  const { states } = plan;
  const { sessions, announces } = router;
  const own = sessions.filter((session) => session.family === family);
  if (own.length === 0) return [];
  const prefix = announces && states[announces.state].problem.prefix;
  return [
    " !",
    ` address-family ipv${family} unicast`,
    ...(prefix?.family === family ? [`  network ${prefix.text}`] : []),
    ...damping(router.asn, plan),
    ...own.flatMap((session) => {
      const { remote, protocol, igpCost } = session;
      return [
        `  neighbor ${remote} activate`,
        ...(igpCost !== undefined
          ? [
              `  neighbor ${remote} next-hop-self`,
              ...(session.isClient ? [`  neighbor ${remote} route-reflector-client`] : []),
            ]
          : [
              `  neighbor ${remote} route-map ${announces ? "NOTHING" : `${protocol}-in`} in`,
              `  neighbor ${remote} route-map ${announces ? outMap(plan, session, state) : `${protocol}-out`} out`,
              `  neighbor ${remote} maximum-prefix ${MOST_PREFIXES}`,
            ]),
      ];
    }),
    " exit-address-family",
  ];
}
