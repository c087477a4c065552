// From a scenario, or from the steady states of some prefixes, to the plan of routers; rejects unsupported features.
import { steadyStatesOf, type Scenario } from "../routing/scenario/index.js";
import { contains, parsePrefix, type Prefix } from "../routing/index.js";
import type { RoutersPlan } from "./plan.js";
import { RoutersError } from "./routers-error.js";
import { wireRouters } from "./wire-routers.js";

/** Each is a process and a network namespace. */
const MOST_ROUTERS = 400;

/**
 * @throws RoutersError for features that real routers do not support; NoSteadyStateError if routes never settle
 */
export function planRouters(scenario: Scenario): RoutersPlan {
  if (scenario.without.length > 0)
    throw new RoutersError(
      `Routers apply all rules, but the scenario disables ${scenario.without.join(", ")}.`,
      'Leave out "without" to compare it with routers.',
    );
  if (scenario.convergence.insides)
    throw new RoutersError(
      "Route reflectors and IGP links (convergence.insides) are not supported on routers: each AS gets a full mesh, with distances as costs.",
      'Leave out "insides" to compare the scenario with routers.',
    );
  return planStates({ name: scenario.name, states: steadyStatesOf(scenario), roas: scenario.policies.roas ?? [] });
}

const martians = [
  "0.0.0.0/8",
  "127.0.0.0/8",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::1/128",
  "::ffff:0:0/96",
  "fe80::/10",
  "ff00::/8",
].map(parsePrefix);

/** The default route is not a martian: routers accept it. */
const isMartian = (prefix: Prefix): boolean =>
  prefix.length > 0 && martians.some((martian) => contains(martian, prefix));

/** @throws RoutersError for too many routers, or a prefix that routers ignore */
export function planStates({ name, states, roas }: Pick<RoutersPlan, "name" | "states" | "roas">): RoutersPlan {
  for (const { prefix } of states.map(({ problem }) => problem))
    if (isMartian(prefix))
      throw new RoutersError(
        `${prefix.text}: real routers ignore it. It is loopback, link-local, multicast or reserved (RFC 6890).`,
        "Announce another prefix, such as 192.0.2.0/24 or 2001:db8::/32.",
      );
  const { routers, links } = wireRouters(states);
  if (routers.length > MOST_ROUTERS)
    throw new RoutersError(
      `A scenario can have at most ${MOST_ROUTERS} routers, each with its own process (got ${routers.length}).`,
      "Take a smaller part of the topology.",
    );
  return { name, states, roas, routers, links };
}
