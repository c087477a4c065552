// The data of "the decision process, rule by rule": a small AS graph, compiled once.
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
import { changedContracts, CircleError, contractsOf, unchanged, withContracts, type Contract } from "./contracts.js";

/** The data `explore("decision", ...)` takes. */
export interface DecisionProps {
  /** Up to 40 ASes, as `defineAsGraph` returns them. */
  readonly topology: AsGraph;
  /** Of one prefix; sites are named by letters A to H. */
  readonly announcements: readonly BgpAnnouncement[];
  readonly policies?: BgpPolicies;
  /** Defaults to "router": all rules of RFC 4271. */
  readonly tieBreak?: TieBreak;
  /** The AS whose table is shown first. Defaults to the AS with most neighbours that announces nothing. */
  readonly asn?: number;
  /** Selects its router by city when routers choose individually. Defaults to the first. */
  readonly city?: string;
  /** Rules that are disabled at first. Defaults to none. */
  readonly off?: readonly RuleName[];
  /** Whether the reader can change contracts, in the graph as well. Defaults to false. */
  readonly edit?: boolean;
}

/** The same in a page, with all defaults filled in except policies. */
export type DecisionJson = Required<Omit<DecisionProps, "policies" | "city" | "edit">> &
  Pick<DecisionProps, "policies" | "city" | "edit">;

/** A router whose table can be shown. */
export interface DecisionRouter {
  /** As labelled in the control: "AS6461 Zayo, Seattle". */
  readonly label: string;
  readonly asn: number;
  readonly city?: string;
}

/** The input of every state. */
export interface DecisionScenario {
  readonly json: DecisionJson;
  readonly routers: readonly DecisionRouter[];
  readonly rules: readonly RuleName[];
  readonly initial: State;
  /** Contracts that the reader can change; none unless the graph may be edited. */
  readonly contracts: readonly Contract[];
  /** The steady state without some rules, with the contracts of a state, cached; the error if there is none. */
  readonly without: (off: readonly RuleName[], state?: State) => SteadyState | NoSteadyStateError | CircleError;
}

/** The rules that can be switched off: all but the last resort. */
export const rulesOf = (tieBreak: TieBreak): RuleName[] =>
  [...attributeRules, ...tieRules[tieBreak]].map(({ name }) => name).filter((name) => name !== "peer-address");

/** @throws CircleError or AnnouncementError for invalid data */
export function readDecisionScenario(json: DecisionJson): DecisionScenario {
  const { announcements, policies = {}, tieBreak, asn, city, off } = json;
  const contracts = json.edit ? contractsOf(json) : [];
  const known = lruCache<SteadyState | NoSteadyStateError | CircleError>();
  const without = (rules: readonly RuleName[], state: State = unchanged(contracts)) => {
    const changed = changedContracts(contracts, state).map(({ name }) => `${name} ${state[name]}`);
    return known([...rules, ...changed].join(), () =>
      settle(() => {
        const topology = compile(withContracts(json.topology, contracts, state));
        return steadyState({ topology, announcements, policies, tieBreak, without: rules });
      }),
    );
  };
  const routers = routersOf(json);
  const start = routers.find((each) => each.asn === asn && (city === undefined || each.city === city)) ?? routers[0];
  const rules = rulesOf(tieBreak);
  const initial = Object.fromEntries<string>([
    ["router", start.label],
    ...rules.map((rule) => [rule, off.includes(rule) ? "off" : "on"] as const),
    ...Object.entries(unchanged(contracts)).map(([name, now]) => [name, String(now)] as const),
  ]);
  without([]);
  return { json, routers, rules, initial, contracts, without };
}

function settle(run: () => SteadyState): SteadyState | NoSteadyStateError | CircleError {
  try {
    return run();
  } catch (error) {
    if (error instanceof NoSteadyStateError || error instanceof CircleError) return error;
    throw error;
  }
}

/** Every router that makes a decision: all but those of origins. */
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
