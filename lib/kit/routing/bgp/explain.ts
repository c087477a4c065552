// Why an AS uses its route: every candidate with the rule that removed it, every refused route with the reason, and a
// one-sentence summary.
import { indexOfAs, type Relationship } from "../../topology/index.js";
import type { Refusal } from "./exchange.js";
import type { BgpRoute, Session } from "./route.js";
import type { RuleName } from "./rules/index.js";
import { routerAt, tableOf, type SteadyState } from "./steady-state.js";

export interface Candidate {
  readonly route: BgpRoute;
  readonly verdict: "used" | "tied" | "eliminated";
  /** The rule that removed it, with the sentence of the standard. */
  readonly rule?: RuleName;
  readonly source?: string;
  /** Why, in plain words. */
  readonly because: string;
}

export interface Refused {
  /** ASN of the neighbour that sends no route, or whose route is dropped. */
  readonly neighbour: number;
  readonly by: "teller" | "hearer";
  readonly why: Refusal["kind"];
  readonly because: string;
}

export interface Explanation {
  readonly asn: number;
  /** The best route; absent when there is none. */
  readonly used?: BgpRoute;
  /** The best route first, then in the order of the rules that removed them. */
  readonly candidates: readonly Candidate[];
  readonly refused: readonly Refused[];
  /** The answer in one sentence. */
  readonly sentence: string;
}

/**
 * Asks an AS for its reasons.
 * @example explain(state, 10).sentence // "AS10 uses a customer route through AS30 to site A (AS path 30 64501): LOCAL_PREF eliminated 1 of 2 candidates."
 * @param city where its routers choose for themselves: whose reasons, by the place nearest to the router
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function explain(state: SteadyState, asn: number, { city }: { readonly city?: string } = {}): Explanation {
  const { problem } = state;
  const index = indexOfAs(problem.topology, asn);
  const router = routerAt(state, index, city);
  const { candidates, eliminated, best, tied, refused } = tableOf(state, index, false, router);
  const used = best[router];
  // A route is identified by its session; a locally originated route by its announcement.
  const id = ({ session, announcement }: BgpRoute) => session ?? announcement;
  const losses = new Map<unknown, (typeof eliminated)[number]>();
  for (const each of eliminated) if (!losses.has(id(each.route))) losses.set(id(each.route), each);
  const ties = new Set<unknown>(tied.map(id));
  const lost = candidates.map((route): Candidate | undefined => {
    if (used && id(route) === id(used)) return undefined;
    const loss = losses.get(id(route));
    if (!loss)
      return { route, verdict: "tied", because: "it is also locally originated, but another site of the AS is nearer" };
    const { rule, by } = loss;
    const verdict = ties.has(id(route)) ? "tied" : "eliminated";
    return { route, verdict, rule: rule.name, source: rule.source, because: rule.because(loss.route, by) };
  });
  const order = [...problem.attributeRules, ...problem.tieRules].map(({ name }) => name);
  const rank = ({ rule }: Candidate) => (rule ? order.indexOf(rule) : order.length);
  const losers = lost.filter((each) => each !== undefined).sort((a, b) => rank(b) - rank(a));
  const winner: Candidate[] = used ? [{ route: used, verdict: "used", because: "no rule prefers another" }] : [];
  const explanation = {
    asn,
    candidates: [...winner, ...losers],
    refused: refused.map(({ session, why, by }) => refusedBy(state, session, why, by)),
  };
  const sentence = sentenceFor(state, asn, used, losers, explanation.refused);
  return used ? { ...explanation, used, sentence } : { ...explanation, sentence };
}

/**
 * A candidate in one line.
 * @example describeCandidate(explain(state, 10).candidates[0]) // "used: site A by AS path 30 64501 (customer)"
 */
export function describeCandidate({ route, verdict, rule, because }: Candidate): string {
  const what = `site ${route.site} by ${route.learned === "own" ? "its own announcement" : `AS path ${route.path.join(" ")} (${route.learned})`}`;
  if (verdict === "used") return `used: ${what}`;
  const name = rule && !because.startsWith(written(rule)) ? `${written(rule)}: ` : "";
  return `${verdict === "tied" ? "tied" : "not used"}: ${what}: ${name}${because}`;
}

function refusedBy({ problem }: SteadyState, { remote, local }: Session, why: Refusal, by: Refused["by"]): Refused {
  const { asns } = problem.topology;
  return { neighbour: asns[remote], by, why: why.kind, because: reasonFor(why, asns[remote], asns[local]) };
}

function reasonFor(why: Refusal, teller: number, hearer: number): string {
  switch (why.kind) {
    case "no-route":
      return `AS${teller} has no route`;
    case "not-customer-route":
      return `AS${teller} has a ${why.learned} route and exports it only to its customers`;
    case "split-horizon":
      return `AS${teller} uses the route it heard from AS${hearer}`;
    case "no-export":
      return `the route carries NO_EXPORT, so AS${teller} does not export it`;
    case "no-advertise":
      return `the route carries NO_ADVERTISE, so AS${teller} advertises it to no router`;
    case "no-peer":
      return `the route carries NOPEER, so AS${teller} does not export it to its peer AS${hearer}`;
    case "too-long":
      return `AS${hearer} does not accept prefixes as long as this from AS${teller}`;
    case "damped":
      return `AS${hearer} suppresses the route because it changed too often (route-flap damping)`;
    case "no-announce-to":
      return `a community asks AS${teller} not to announce it to AS${hearer}`;
    case "loop":
      return `AS${hearer} finds its own ASN in the path and drops it`;
    case "rov-invalid":
      return `AS${hearer} validates origins, and the route is invalid by RPKI`;
  }
}

/** Why an AS has no route, true of every refusal. */
function whyNone(refused: readonly Refused[]): string {
  if (refused.length === 0) return "it has no neighbour";
  const withRoute = refused.filter(({ why }) => why !== "no-route");
  if (withRoute.length === 0) return "none of its neighbours has one";
  if (withRoute.every(({ by }) => by === "hearer")) return "it accepts none of the routes that its neighbours send";
  if (withRoute.some(({ by }) => by === "hearer"))
    return "the neighbours that have one do not pass it on, or it does not accept it";
  return withRoute.every(({ why }) => why === "not-customer-route")
    ? "the neighbours that have one export it only to their customers"
    : "the neighbours that have one do not pass it on";
}

const article = (learned: Relationship) => `a ${learned}`;

function sentenceFor(
  state: SteadyState,
  asn: number,
  used: BgpRoute | undefined,
  losers: readonly Candidate[],
  refused: readonly Refused[],
): string {
  if (!used) return `AS${asn} has no route to ${state.problem.prefix.text}: ${whyNone(refused)}.`;
  if (used.learned === "own")
    return `AS${asn} is the origin: its own announcement at site ${used.site} wins over any other.`;
  const via = `AS${asn} uses ${article(used.learned)} route through AS${used.neighbour} to site ${used.site} (AS path ${used.path.join(" ")})`;
  if (losers.length === 0) return `${via}: it is the only candidate.`;
  const counts = new Map<string, number>();
  for (const { rule } of losers) counts.set(rule ?? "nothing", (counts.get(rule ?? "nothing") ?? 0) + 1);
  const order = [...state.problem.attributeRules, ...state.problem.tieRules].map(({ name }) => name as string);
  const [first, ...others] = order.filter((name) => counts.has(name));
  const eliminated = `${written(first)} eliminated ${counts.get(first)} of ${losers.length + 1} candidates`;
  return `${via}: ${[eliminated, ...others.map((name) => `${written(name)} ${counts.get(name)}`)].join(", then ")}.`;
}

/** A rule as the decision table and the RFCs write it. */
const written = (rule: string): string =>
  ({
    "local-pref": "LOCAL_PREF",
    origin: "ORIGIN",
    med: "MED",
    "ebgp-over-ibgp": "eBGP over iBGP",
    "lowest-asn": "lowest ASN",
  })[rule] ?? rule.replace(/-/g, " ").replace(/^as|^igp/, (name) => name.toUpperCase());
