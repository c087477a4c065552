// The events of a play as shell commands: cables cut without a sound or with loss of light, servers killed, sites and sessions
// reconfigured by the daemon's own tools.
import { describeEvent, type RoutingEvent } from "../../routing/convergence/index.js";
import type { Daemon } from "../daemon.js";
import { here, MAC, namespaceOf } from "../network-script.js";
import type { LinkEnd, PlannedLink, PlannedRouter } from "../plan.js";
import type { RouterState } from "../router-state.js";
import { servedBy, startServer, untilListening } from "../traffic/index.js";
import { linksOf } from "./detection.js";
import { applyScript, PROBED } from "./health.js";
import type { Play } from "./play.js";
import { stateAtStart, versionAfter } from "./site-state.js";

/** What happens at one time. */
export interface PlayStep {
  readonly event: RoutingEvent;
  readonly text: string;
  readonly script: string;
}

/** All events as steps. @param first the number of the plan's first namespace */
export function playSteps(daemon: Daemon, play: Play, first: number): PlayStep[] {
  const { events, plan } = play;
  const states = new Map(plan.routers.map((router) => [router, stateAtStart(play, router)]));
  const change = (router: PlannedRouter, next: RouterState): string => {
    states.set(router, next);
    return router.announces ? applyScript(daemon, play, router, first, next) : daemon.change(plan, router, first, next);
  };
  return events.map((event) => ({ event, text: describeEvent(event), script: scriptOf(event) }));

  function scriptOf(event: RoutingEvent): string {
    const links = linksOf(plan, event);
    if ("ends" in event) {
      if (event.kind === "link-down") return links.map((link) => cut(link, event, play, first)).join("\n");
      if (event.kind === "link-up") return links.map((link) => mend(link, first)).join("\n");
      const closes = event.kind === "session-down";
      const touched = new Map<PlannedRouter, Set<string>>();
      for (const { ends } of links)
        for (const end of ends) {
          const router = plan.routers[end.router];
          const closed = touched.get(router) ?? new Set(states.get(router)!.closed);
          for (const session of router.sessions.filter((each) => each.interface === end.interface))
            if (closes) closed.add(session.protocol);
            else closed.delete(session.protocol);
          touched.set(router, closed);
        }
      return [...touched].map(([router, closed]) => change(router, { ...states.get(router)!, closed })).join("\n");
    }
    const site = plan.routers.find(({ announces }) => announces?.announcement.site === event.site)!;
    const state = states.get(site)!;
    switch (event.kind) {
      case "announce":
        return change(site, { ...state, announcement: versionAfter(play, site, event) });
      case "withdraw":
        return change(site, { closed: state.closed });
      case "service-down":
        return `kill -9 $(cat /run/anycast/${namespaceOf(site.number, first)}.dns.pid)`;
      case "service-up":
        return [
          startServer(site, first, [...servedBy(plan, site, play.addresses), PROBED]),
          untilListening(site, first),
        ].join("\n");
      case "site-down":
        return links.map((link) => cut(link, event, play, first)).join("\n");
      case "site-up":
        return links.map((link) => mend(link, first)).join("\n");
    }
  }
}

/** Whether the failure shows at the port; the last failure of a link decides how it is mended. */
const showsAtPort = (event: RoutingEvent, { scenario }: Play): boolean => {
  const own = "detection" in event ? event.detection : undefined;
  return (own ?? scenario.convergence.timing!.detection!).kind === "loss-of-light";
};

/** Another hardware address: frames of both directions are dropped, and no interface goes down. */
const DEAF = "02:00:00:00:00:02";

function cut({ ends: [end, other] }: PlannedLink, event: RoutingEvent, play: Play, first: number): string {
  const at = (each: LinkEnd) => `ip -n ${namespaceOf(each.router, first)} link set ${each.interface}`;
  return showsAtPort(event, play) ? `${at(end)} down; ${at(other)} down` : `${at(end)} address ${DEAF}`;
}

/** IPv6 addresses are lost when an interface goes down. */
function mend({ ends }: PlannedLink, first: number): string {
  const at = ({ router }: LinkEnd) => `ip -n ${namespaceOf(router, first)}`;
  const up = ends.map(
    (end) => `${at(end)} link set ${end.interface} address ${MAC}; ${at(end)} link set ${end.interface} up`,
  );
  const addresses = ends.map((end) =>
    here(
      `${at(end)} -batch -`,
      end.addresses.map(([own, peer]) =>
        own.includes(":")
          ? `addr replace ${own} peer ${peer}/128 dev ${end.interface} nodad`
          : `addr replace ${own} peer ${peer}/32 dev ${end.interface}`,
      ),
    ),
  );
  return [...up, ...addresses].join("\n");
}
