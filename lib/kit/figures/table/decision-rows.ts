// One AS's candidates as rows of the decision table: the value that each rule compares, the rule by which a route lost, and
// routes that never arrived.
import {
  explain,
  type Explanation,
  type BgpRoute,
  attributeRules,
  tieRules,
  type RuleName,
  routerAt,
  type SteadyState,
} from "../../routing/bgp/index.js";
import { indexOfAs } from "../../topology/index.js";

/** A route as one router sees it, and its outcome. */
export interface DecisionCandidate {
  readonly site: string;
  /** ASN it was received from, and the relationship of that AS. */
  readonly neighbour: number;
  readonly learned: BgpRoute["learned"];
  /** Where the two meet, if known. */
  readonly city?: string;
  readonly localPref: number;
  readonly path: readonly number[];
  readonly originCode: BgpRoute["originCode"];
  readonly med: number;
  readonly heardBy: "ebgp" | "ibgp";
  /** Distance to the router that received it over eBGP, km. */
  readonly igpCost: number;
  readonly routerId: number;
  readonly verdict: "used" | "tied" | "eliminated";
  /** The rule by which it lost. */
  readonly rule?: RuleName;
  readonly because: string;
}

/** A neighbour whose route did not arrive or was dropped. */
export interface DecisionRefusal {
  readonly neighbour: number;
  readonly because: string;
}

export interface DecisionCase {
  /** The AS of the table. */
  readonly asn: number;
  /** What `igpCost` is, where the scenario gives the costs of IGP links. Defaults to km. */
  readonly igp?: "cost";
  readonly candidates: readonly DecisionCandidate[];
  readonly refused: readonly DecisionRefusal[];
  /** The rules in force, in order. */
  readonly rules: readonly RuleName[];
  /** The disabled rules. */
  readonly off?: readonly RuleName[];
  readonly sentence: string;
}

/**
 * Explains one AS's decision as plain data: its candidates, the rule by which each lost, and routes that never arrived.
 * @example decisionOf(state, 10).candidates.map(({ site, verdict }) => `${site} ${verdict}`) // ["A used","B eliminated"]
 * @param city selects the router nearest to this city when routers choose individually
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function decisionOf(state: SteadyState, asn: number, { city }: { readonly city?: string } = {}): DecisionCase {
  const { problem } = state;
  const explanation = explain(state, asn, city === undefined ? {} : { city });
  const index = indexOfAs(problem.topology, asn);
  const routers = problem.routers(index);
  const here = routerAt(state, index, city);
  const inside = problem.insideOf(index);
  const costTo = (pop: number) => inside?.cost(here, pop) ?? Math.round(problem.km(routers[here], routers[pop]));
  const candidates = explanation.candidates.map(({ route, verdict, rule, because }): DecisionCandidate => {
    const pop = routers.length > 1 ? (route.session?.localPop ?? here) : here;
    const { site, neighbour, learned, localPref, path, originCode, med, routerId } = route;
    const place = route.session?.place ?? -1;
    return {
      ...(place >= 0 ? { city: problem.places[place].name } : {}),
      ...{ site, neighbour, learned, localPref, path, originCode, med, routerId },
      heardBy: pop === here ? "ebgp" : "ibgp",
      igpCost: pop === here ? 0 : costTo(pop),
      verdict,
      ...(rule ? { rule } : {}),
      because,
    };
  });
  const rules = [...problem.attributeRules, ...problem.tieRules].map(({ name }) => name);
  const all = [...attributeRules, ...tieRules[problem.tieBreak]].map(({ name }) => name);
  return {
    asn,
    ...(state.question.insides?.[asn]?.igp && { igp: "cost" as const }),
    candidates,
    refused: refusals(explanation),
    rules,
    off: all.filter((rule) => !rules.includes(rule)),
    sentence: explanation.sentence,
  };
}

/** One for each neighbour and reason, whatever the number of sessions. */
function refusals({ refused }: Explanation): DecisionRefusal[] {
  const rows = refused.map(({ neighbour, because }) => ({ neighbour, because }));
  return rows.filter(
    (each, i) => rows.findIndex((other) => other.neighbour === each.neighbour && other.because === each.because) === i,
  );
}
