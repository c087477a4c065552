// The result of a scenario: the steady states before any event, or the whole history of its events.
import { compile } from "../../topology/index.js";
import {
  announcementsByPrefix,
  isSafe,
  NoSteadyStateError,
  routeOf,
  stableStates,
  steadyStates,
  type SteadyState,
} from "../bgp/index.js";
import {
  converge,
  ConvergenceError,
  forwardingAt,
  momentAfter,
  type Forwarding,
  type History,
  type RoutingEvent,
} from "../convergence/index.js";
import type { Scenario } from "./scenario.js";

/**
 * The steady states of a scenario's prefixes before any event, the longest prefix first.
 * @example steadyStatesOf(readScenario('{"format":"anycast-scenario","version":1,"ases":[{"asn":1},{"asn":2}],"links":[{"provider":1,"customer":2}],"announcements":[{"site":"A","origin":2}]}')).length // 1
 * @throws NoSteadyStateError
 */
export function steadyStatesOf(scenario: Scenario): SteadyState[] {
  const { topology, announcements, policies, tieBreak, without, convergence } = scenario;
  const { insides } = convergence;
  return steadyStates({ topology: compile(topology), announcements, policies, tieBreak, without, insides });
}

/**
 * Plays a scenario: a history for each of its prefixes, the longest first. Sites announce one prefix each; an event that names a
 * site is part of that prefix's history, an event on a link or session of all.
 * @example playScenario(scenario)[0].ending.kind // "converged"
 * @throws ConvergenceError for an invalid event
 */
export function playScenario(scenario: Scenario): History[] {
  const { policies, tieBreak, without, seed } = scenario;
  const { order = "time", health, ...options } = scenario.convergence;
  const topology = compile(scenario.topology);
  return announcementsByPrefix(scenario.announcements).map((announcements) => {
    const isOurs = ({ site }: RoutingEvent) => site === undefined || announcements.some((each) => each.site === site);
    try {
      return converge({
        ...options,
        ...(health && { health: "bySite" in health ? health.bySite : health }),
        ...{ topology, announcements, policies, tieBreak, without, seed },
        events: scenario.events.filter(isOurs),
        order: { kind: order },
      });
    } catch (error) {
      if (!(error instanceof ConvergenceError) || !error.event) throw error;
      // The place in the scenario's list, not among the events of this prefix.
      const place = `events[${scenario.events.indexOf(error.event)}]`;
      throw new ConvergenceError(error.message.replace(/^events\[\d+\]/, place), error.event);
    }
  });
}

/** Seeds of random message orders, to find other final states. */
const OTHER_SEEDS = 8;
/** A history with more messages is not replayed. */
const MOST_MESSAGES = 20_000;

/** A possible final state of an AS: the site it uses, and its path. */
export type OtherEnding = readonly Pick<Forwarding, "asn" | "city" | "site" | "path">[];

/**
 * The other states in which the routes of a scenario's prefixes may end, prefix by prefix: found by delivering messages in
 * other orders and, without events, by a search. Empty when Gao and Rexford's conditions hold, because then there is only one.
 * @example otherEndings(disagreement, playScenario(disagreement))[0].length // 1
 */
export function otherEndings(scenario: Scenario, histories: readonly History[]): OtherEnding[][] {
  const found = histories.map((history) => new Map([[JSON.stringify(endingOf(history)), endingOf(history)]]));
  const isQuiet = ({ ending }: History) => ending.kind === "converged";
  const unsafe = histories.some(({ problem }) => !isSafe(problem));
  const messages = histories.reduce((sum, { messages: { updates, withdrawals } }) => sum + updates + withdrawals, 0);
  if (unsafe && histories.every(isQuiet) && messages <= MOST_MESSAGES)
    for (let seed = 0; seed <= OTHER_SEEDS; seed++) {
      const order = seed === 0 ? "fifo" : "random";
      const again = playScenario({ ...scenario, seed, convergence: { ...scenario.convergence, order } });
      again.forEach((history, i) => {
        if (isQuiet(history)) found[i].set(JSON.stringify(endingOf(history)), endingOf(history));
      });
    }
  if (unsafe && scenario.events.length === 0 && !scenario.policies.preferOlder && histories.every(isQuiet))
    settledStates(scenario).forEach((state, i) =>
      stableStates(state).states.forEach((each) => {
        const ending = usedIn(each, histories[i]);
        found[i].set(JSON.stringify(ending), ending);
      }),
    );
  return found.map((endings) => [...endings.values()].slice(1));
}

/** The steady states; none when the engine, which lets ASes decide in turn, does not settle although the message exchange does. */
function settledStates(scenario: Scenario): SteadyState[] {
  try {
    return steadyStatesOf(scenario);
  } catch (error) {
    if (error instanceof NoSteadyStateError) return [];
    throw error;
  }
}

const endingOf = (history: History): OtherEnding =>
  forwardingAt(history, momentAfter(history, history.log.length)).map(({ asn, city, site, path }) => ({
    asn,
    ...(city !== undefined && { city }),
    ...(path && { site: site ?? "?", path }),
  }));

/** A steady state in the form of the end of a history. */
function usedIn(state: SteadyState, history: History): OtherEnding {
  return forwardingAt(history, momentAfter(history, history.log.length)).map(({ asn, city }) => {
    const route = routeOf(state, asn, city);
    return { asn, ...(city !== undefined && { city }), ...(route && { site: route.site, path: route.path }) };
  });
}
