// How a running FRR is changed while events are played: a site's export route maps, and sessions shut down or opened. Each change
// states everything, so that it may be applied twice.
import { isTold } from "../../routing/bgp/index.js";
import type { PlannedRouter, PlannedSession, RoutersPlan } from "../plan.js";
import type { RouterState } from "../router-state.js";
import { siteExportMap } from "./filters.js";

/** The route map of a site that announces nothing to a neighbour: frrConfig defines it. */
const NOTHING = "NOTHING";

/** The name of the export route map of a session with a site: each version of an announcement has its own. */
export function outMap(plan: RoutersPlan, session: PlannedSession, { announcement }: RouterState): string {
  const { protocol, remoteRouter } = session;
  if (!announcement || !isTold(announcement, plan.routers[remoteRouter].index)) return NOTHING;
  // A number is given once for each announcement of a prefix, those of events and health checks included.
  const isPlanned = plan.states.some(
    ({ problem }) => problem.announcements[announcement.number]?.site === announcement.site,
  );
  return isPlanned ? `${protocol}-out` : `${protocol}-out-${announcement.number}`;
}

/** The commands of vtysh that bring a running router into a state. */
export function frrChanges(plan: RoutersPlan, router: PlannedRouter, state: RouterState): string[] {
  const { announces, sessions, asn } = router;
  const { announcement, closed } = state;
  const between = announces ? sessions : [];
  const maps = between.flatMap((session) => {
    const name = outMap(plan, session, state);
    if (!announcement || name === NOTHING || name === `${session.protocol}-out`) return [];
    return siteExportMap(plan, announcement, session.remoteAsn, name);
  });
  return [
    "configure terminal",
    ...maps,
    ...(maps.length > 0 ? ["exit"] : []),
    `router bgp ${asn}`,
    ...sessions.map(({ remote, protocol }) => `${closed.has(protocol) ? "" : "no "}neighbor ${remote} shutdown`),
    ...between.flatMap((session) => [
      `address-family ipv${session.family} unicast`,
      `neighbor ${session.remote} route-map ${outMap(plan, session, state)} out`,
      "exit-address-family",
    ]),
  ];
}
