// From a scenario, or from the steady states of some prefixes, to the plan of routers; and what routers cannot be given.
import { steadyStatesOf, type Scenario } from "../routing/scenario/index.js";
import type { RoutersPlan } from "./plan.js";
import { RoutersError } from "./routers-error.js";
import { wireRouters } from "./wire-routers.js";

/** Each is a process and a network namespace. */
const MOST_ROUTERS = 400;

/**
 * @throws RoutersError for what a real router cannot be told; NoSteadyStateError where routes never settle
 */
export function planRouters(scenario: Scenario): RoutersPlan {
  if (scenario.without.length > 0)
    throw new RoutersError(
      `A router decides by all rules, and the scenario switches off ${scenario.without.join(", ")}.`,
      'Leave out "without" to compare it with routers.',
    );
  if (scenario.convergence.insides)
    throw new RoutersError(
      "Route reflectors and IGP links (convergence.insides) are not put on routers: each AS gets a full mesh there, with distances as costs.",
      'Leave out "insides" to compare the scenario with routers.',
    );
  return planStates({ name: scenario.name, states: steadyStatesOf(scenario), roas: scenario.policies.roas ?? [] });
}

/** @throws RoutersError where that takes too many routers */
export function planStates({ name, states, roas }: Pick<RoutersPlan, "name" | "states" | "roas">): RoutersPlan {
  const { routers, links } = wireRouters(states);
  if (routers.length > MOST_ROUTERS)
    throw new RoutersError(
      `The scenario needs ${routers.length} routers, each a process of its own; ${MOST_ROUTERS} is the most.`,
      "Take a smaller part of the topology.",
    );
  return { name, states, roas, routers, links };
}
