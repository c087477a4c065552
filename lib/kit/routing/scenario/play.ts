// What a scenario comes to: the steady states before any event, or the whole history that its events make.
import { compile } from "../../topology/index.js";
import { announcementsByPrefix, steadyStates, type SteadyState } from "../bgp/index.js";
import { converge, type RoutingEvent, type History } from "../convergence/index.js";
import type { Scenario } from "./scenario.js";

/** The steady states of a scenario's prefixes before any event, the longest prefix first. @throws NoSteadyStateError */
export function steadyStatesOf({ topology, announcements, policies, tieBreak, without }: Scenario): SteadyState[] {
  return steadyStates({ topology: compile(topology), announcements, policies, tieBreak, without });
}

/**
 * Plays a scenario: a history for each of its prefixes, the longest first. Sites announce one prefix each; an event that names a
 * site is part of that prefix's history, an event on a link or session of all.
 * @throws ConvergenceError for an event that cannot be
 */
export function playScenario(scenario: Scenario): History[] {
  const { policies, tieBreak, without, seed } = scenario;
  const { order = "time", health, ...options } = scenario.convergence;
  const topology = compile(scenario.topology);
  return announcementsByPrefix(scenario.announcements).map((announcements) => {
    const isOurs = ({ site }: RoutingEvent) => site === undefined || announcements.some((each) => each.site === site);
    return converge({
      ...options,
      ...(health && { health: "bySite" in health ? health.bySite : health }),
      ...{ topology, announcements, policies, tieBreak, without, seed },
      events: scenario.events.filter(isOurs),
      order: { kind: order },
    });
  });
}
