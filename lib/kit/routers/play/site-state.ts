// What a site announces: at the start, after an event, and while its service is unhealthy.
import { dePreferOf, type RoutingEvent } from "../../routing/convergence/index.js";
import { healthOf } from "../plan-routers.js";
import type { PlannedRouter } from "../plan.js";
import { plannedState, type RouterState } from "../router-state.js";
import { announcesLater } from "./announces-later.js";
import type { Play } from "./play.js";

/** The state of a router before the first event. */
export function stateAtStart({ events }: Play, router: PlannedRouter): RouterState {
  const { announces } = router;
  return announces && announcesLater(events, announces.announcement.site)
    ? { closed: new Set() }
    : plannedState(router);
}

/** The announcement of a site while its service is unhealthy; undefined if the check withdraws it. */
export function whenUnhealthy({ scenario, histories }: Play, router: PlannedRouter, state: RouterState): RouterState {
  const { announces } = router;
  const { announcement, ...rest } = state;
  const { site } = announces!.announcement;
  if (!announcement || !dePreferOf(healthOf(scenario, site))) return rest;
  const { announcements } = histories[announces!.state].problem;
  const versions = announcements.filter((each) => each.site === site);
  // The versions of a site: those of events, then for each the one with the health check's changes.
  const at = versions.findIndex((each) => each.number === announcement.number);
  return { ...rest, announcement: versions[at + versions.length / 2] };
}

/** What a site announces after an event: with all changes up to now. */
export function versionAfter({ events, histories }: Play, { announces }: PlannedRouter, event: RoutingEvent) {
  const { site } = announces!.announcement;
  const own = events
    .slice(0, events.indexOf(event) + 1)
    .filter((each) => each.kind === "announce" && each.site === site);
  const changed = own.filter((each) => each.kind === "announce" && each.change !== undefined).length;
  return histories[announces!.state].problem.announcements.filter((each) => each.site === site)[changed];
}
