// What "the decision process, rule by rule" is given, and what it is drawn from: a small AS graph, compiled once.
import { lruCache } from "anycast-kit/figures";
import {
  attributeRules,
  tieRules,
  type RuleName,
  type TieBreak,
  type BgpAnnouncement,
  type BgpPolicies,
  steadyState,
  type SteadyState,
  NoSteadyStateError,
} from "anycast-kit/routing";
import { type AsGraph, compile } from "anycast-kit/topology";
import type { State } from "../core/index.js";

/** The data `explore("decision", ...)` takes. */
export interface DecisionProps {
  /** Up to 40 ASes, as `defineAsGraph` returns them. */
  readonly topology: AsGraph;
  /** Of one prefix; sites are named by letters A to H. */
  readonly announcements: readonly BgpAnnouncement[];
  readonly policies?: BgpPolicies;
  /** "router" unless given: the rules of RFC 4271 to the end. */
  readonly tieBreak?: TieBreak;
  /** Whose table is shown first. Defaults to the AS with most neighbours that announces nothing. */
  readonly asn?: number;
  /** At which of its routers, where they choose for themselves. Defaults to the first. */
  readonly city?: string;
  /** Rules that are switched off at first. Defaults to none. */
  readonly off?: readonly RuleName[];
}

/** The same in a page: nothing left out but policies. */
export type DecisionJson = Required<Omit<DecisionProps, "policies" | "city">> &
  Pick<DecisionProps, "policies" | "city">;

/** A router whose table can be shown. */
export interface DecisionRouter {
  /** As the control writes it: "AS6461 Zayo, Seattle". */
  readonly label: string;
  readonly asn: number;
  readonly city?: string;
}

/** What every state is computed from. */
export interface DecisionScenario {
  readonly json: DecisionJson;
  readonly routers: readonly DecisionRouter[];
  readonly rules: readonly RuleName[];
  readonly initial: State;
  /** The steady state without some rules, each computed once; the error where there is none. */
  readonly without: (off: readonly RuleName[]) => SteadyState | NoSteadyStateError;
}

/** The rules that can be switched off: all but the last resort. */
export const rulesOf = (tieBreak: TieBreak): RuleName[] =>
  [...attributeRules, ...tieRules[tieBreak]].map(({ name }) => name).filter((name) => name !== "peer-address");

/** @throws AsGraphError or AnnouncementError for data that cannot be */
export function readDecisionScenario(json: DecisionJson): DecisionScenario {
  const { announcements, policies = {}, tieBreak, asn, city, off } = json;
  const topology = compile(json.topology);
  const known = lruCache<SteadyState | NoSteadyStateError>();
  const without = (rules: readonly RuleName[]) =>
    known(rules.join(" "), () =>
      settle(() => steadyState({ topology, announcements, policies, tieBreak, without: rules })),
    );
  const routers = routersOf(json);
  const first = routers.find((each) => each.asn === asn && (city === undefined || each.city === city)) ?? routers[0];
  const rules = rulesOf(tieBreak);
  const initial = Object.fromEntries<string>([
    ["router", first.label],
    ...rules.map((rule) => [rule, off.includes(rule) ? "off" : "on"] as const),
  ]);
  without([]);
  return { json, routers, rules, initial, without };
}

function settle(run: () => SteadyState): SteadyState | NoSteadyStateError {
  try {
    return run();
  } catch (error) {
    if (error instanceof NoSteadyStateError) return error;
    throw error;
  }
}

/** Every router that has something to decide: not those of origins. */
export function routersOf({
  topology,
  announcements,
  tieBreak,
}: Pick<DecisionJson, "topology" | "announcements" | "tieBreak">): DecisionRouter[] {
  const origins = new Set(announcements.map(({ origin }) => origin));
  return topology.ases
    .filter(({ asn }) => !origins.has(asn))
    .flatMap(({ asn, name, pops }): DecisionRouter[] => {
      const label = `AS${asn}${name ? ` ${name}` : ""}`;
      if (tieBreak !== "router" || pops.length < 2) return [{ label, asn }];
      return pops.map(({ city }) => ({ label: `${label}, ${city}`, asn, city }));
    });
}
