// How each session of a plan detects a failure: the hold timer or BFD of the events that cut its link, or of the scenario.
import { describeEvent, type Detection, type RoutingEvent } from "../../routing/convergence/index.js";
import type { Scenario } from "../../routing/scenario/index.js";
import type { PlannedLink, RoutersPlan, SessionDetection } from "../plan.js";
import { RoutersError } from "../routers-error.js";

/** The plan's links that an event is about. */
export function linksOf({ links, routers }: RoutersPlan, event: RoutingEvent): readonly PlannedLink[] {
  const siteAt = (number: number) => routers[number].announces?.announcement.site;
  return links.filter(({ ends, city }) => {
    const [a, b] = ends.map(({ router }) => router);
    if (!("ends" in event)) return siteAt(a) === event.site || siteAt(b) === event.site;
    const [one, other] = event.ends;
    const asns = [routers[a].asn, routers[b].asn];
    const isPair = (asns[0] === one && asns[1] === other) || (asns[0] === other && asns[1] === one);
    const isThere = event.city === undefined || city === event.city;
    return isPair && isThere && (event.site === undefined || siteAt(a) === event.site || siteAt(b) === event.site);
  });
}

/** The plan with the timers of each session between ASes. @throws RoutersError if events give one link two */
export function withDetection(plan: RoutersPlan, scenario: Scenario): RoutersPlan {
  const usual = scenario.convergence.timing!.detection!;
  const byLink = new Map<PlannedLink, { readonly detection: Detection; readonly event: RoutingEvent }>();
  for (const event of scenario.events) {
    if (event.kind !== "link-down" && event.kind !== "site-down") continue;
    const detection = event.detection ?? usual;
    for (const link of linksOf(plan, event)) {
      const before = byLink.get(link);
      if (before && JSON.stringify(before.detection) !== JSON.stringify(detection))
        throw new RoutersError(
          `events: "${describeEvent(before.event)}" and "${describeEvent(event)}" detect a failure of one link differently. A real session has one hold timer and one BFD.`,
          "Give both events the same detection.",
        );
      byLink.set(link, { detection, event });
    }
  }
  const of = (router: number, name: string): SessionDetection => {
    const link = plan.links.find(({ ends }) => ends.some((end) => end.router === router && end.interface === name))!;
    return timersOf(byLink.get(link)?.detection ?? usual, usual);
  };
  return {
    ...plan,
    routers: plan.routers.map((router) => ({
      ...router,
      sessions: router.sessions.map((session) =>
        session.igpCost === undefined ? { ...session, detection: of(router.number, session.interface) } : session,
      ),
    })),
  };
}

/** Beside BFD, or on a port that shows the loss of light, the hold timer is the usual one. */
const UNUSED_HOLD_MS = 90_000;

function timersOf(detection: Detection, usual: Detection): SessionDetection {
  const holdMs =
    [detection, usual].flatMap((each) => (each.kind === "hold-timer" ? [each.holdMs] : []))[0] ?? UNUSED_HOLD_MS;
  if (detection.kind !== "bfd") return { holdMs };
  return { holdMs, bfd: { intervalMs: detection.intervalMs, multiplier: detection.multiplier } };
}
