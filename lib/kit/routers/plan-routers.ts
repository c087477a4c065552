// From a scenario, or from the steady states of some prefixes, to the plan of routers; rejects unsupported features.
import type { Health } from "../routing/convergence/index.js";
import { steadyStatesOf, type Scenario } from "../routing/scenario/index.js";
import { contains, parsePrefix, type Prefix } from "../routing/index.js";
import type { RoutersPlan } from "./plan.js";
import { RoutersError } from "./routers-error.js";
import { NOT_PLAYED, wireRouters, type Played } from "./wire-routers.js";

/** Each is a process and a network namespace. */
const MOST_ROUTERS = 400;

/**
 * Plans the routers of a scenario: what each announces, its sessions, links and addresses.
 * @example planRouters(scenario).routers.map(({ name }) => name) // ["AS64496","AS64497 site A","AS64498 site B"]
 * @param scenario its events are ignored
 * @throws RoutersError for features that real routers do not support; NoSteadyStateError if routes never settle
 */
export const planRouters = (scenario: Scenario): RoutersPlan => planWith(scenario, NOT_PLAYED);

/** The same, with what the scenario's events need: sessions and announcements that come later. @throws as planRouters */
export const planWithEvents = (scenario: Scenario): RoutersPlan =>
  planWith(scenario, { events: scenario.events, healthOf: (site) => healthOf(scenario, site) });

/** How the announcement of a site depends on its service. */
export function healthOf({ convergence: { health = { kind: "static" } } }: Scenario, site: string): Health {
  return "bySite" in health ? (health.bySite[site] ?? { kind: "static" }) : health;
}

function planWith(scenario: Scenario, played: Played): RoutersPlan {
  if (scenario.without.length > 0)
    throw new RoutersError(
      `Routers apply all rules, but the scenario disables ${scenario.without.join(", ")}.`,
      'Leave out "without" to compare it with routers.',
    );
  const { name, policies } = scenario;
  const caps = Object.values(policies.ases ?? {}).some(({ keepPrepends }) => keepPrepends !== undefined);
  if (caps && scenario.announcements.some(({ poison = [] }) => poison.length > 0))
    throw new RoutersError(
      "Routers cannot cap the prepending of a path that is also poisoned: they remove an ASN everywhere in it.",
      'Leave out "keepPrepends" or "poison" to compare the scenario with routers.',
    );
  const { damping } = scenario.convergence;
  const { preferOlder = false, ...rest } = policies;
  if (preferOlder && played === NOT_PLAYED)
    throw new RoutersError(
      'policies.preferOlder: which route is older depends on the order of events, and only "routers --play" has events.',
      'Use --play, or leave out "preferOlder".',
    );
  const states = steadyStatesOf({ ...scenario, policies: rest });
  const plan = planStates({ name, states, roas: policies.roas ?? [] }, played);
  return { ...plan, ...(preferOlder && { preferOlder }), ...(damping && { damping }) };
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

/**
 * Plans the routers for the steady states of some prefixes.
 * @example planStates({ name: "two-sites", states: steadyStatesOf(scenario), roas: [] }).links.length // 2
 * @throws RoutersError for too many routers, or a prefix that routers ignore
 */
export function planStates(
  { name, states, roas }: Pick<RoutersPlan, "name" | "states" | "roas">,
  played: Played = NOT_PLAYED,
): RoutersPlan {
  for (const { prefix } of states.map(({ problem }) => problem))
    if (isMartian(prefix))
      throw new RoutersError(
        `${prefix.text}: real routers ignore it. It is loopback, link-local, multicast or reserved (RFC 6890).`,
        "Announce another prefix, such as 192.0.2.0/24 or 2001:db8::/32.",
      );
  const { routers, links, later } = wireRouters(states, played);
  if (routers.length > MOST_ROUTERS)
    throw new RoutersError(
      `A scenario can have at most ${MOST_ROUTERS} routers, each with its own process (got ${routers.length}).`,
      "Take a smaller part of the topology.",
    );
  return { name, states, roas, routers, links, ...(later.length > 0 && { later }) };
}
