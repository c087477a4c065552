// Why an AS uses the route it uses: every candidate with the rule that removed it, every route it never got with the reason,
// and one sentence. Rejected routes are data here, not log lines.
import { indexOfAs, type Relationship } from "../../topology/index.js";
import type { Refusal } from "./exchange.js";
import type { BgpRoute, Session } from "./route.js";
import type { RuleName } from "./rules/index.js";
import { routerAt, tableOf, type SteadyState } from "./steady-state.js";

export interface Candidate {
  readonly route: BgpRoute;
  readonly verdict: "used" | "tied" | "eliminated";
  /** The rule that removed it, with its sentence in the standard. */
  readonly rule?: RuleName;
  readonly source?: string;
  /** Why, in plain words. */
  readonly because: string;
}

export interface Refused {
  /** ASN of the neighbour that tells nothing, or whose route is dropped. */
  readonly neighbour: number;
  readonly by: "teller" | "hearer";
  readonly why: Refusal["kind"];
  readonly because: string;
}

export interface Explanation {
  readonly asn: number;
  /** The route used; absent without any. */
  readonly used?: BgpRoute;
  /** In the order of the rules that removed them, the one used first. */
  readonly candidates: readonly Candidate[];
  readonly refused: readonly Refused[];
  /** The answer in one sentence. */
  readonly sentence: string;
}

/**
 * Asks an AS for its reasons.
 * @param city where its routers choose for themselves: whose reasons, by the place nearest to the router
 * @example explain(state, 10).sentence
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function explain(state: SteadyState, asn: number, { city }: { readonly city?: string } = {}): Explanation {
  const { problem } = state;
  const index = indexOfAs(problem.topology, asn);
  const router = routerAt(state, index, city);
  const { candidates, eliminated, best, tied, refused } = tableOf(state, index, false, router);
  const used = best[router] as BgpRoute | undefined;
  // A route is known by the session it came by; an origin's own by its announcement.
  const id = ({ session, announcement }: BgpRoute) => session ?? announcement;
  const losses = new Map<unknown, (typeof eliminated)[number]>();
  for (const each of eliminated) if (!losses.has(id(each.route))) losses.set(id(each.route), each);
  const ties = new Set<unknown>(tied.map(id));
  const lost = candidates.map((route): Candidate | undefined => {
    if (used && id(route) === id(used)) return undefined;
    const loss = losses.get(id(route));
    if (!loss) return { route, verdict: "tied", because: "it is its own too: another of its sites speaks for it here" };
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

function refusedBy({ problem }: SteadyState, { remote, local }: Session, why: Refusal, by: Refused["by"]): Refused {
  const { asns } = problem.topology;
  return { neighbour: asns[remote], by, why: why.kind, because: reasonFor(why, asns[remote], asns[local]) };
}

function reasonFor(why: Refusal, teller: number, hearer: number): string {
  switch (why.kind) {
    case "no-route":
      return `AS${teller} has no route itself`;
    case "not-customer-route":
      return `AS${teller} has a ${why.learned} route and tells it only to its customers`;
    case "split-horizon":
      return `AS${teller} uses the route it heard from AS${hearer}`;
    case "no-export":
      return `the route carries NO_EXPORT, so AS${teller} keeps it to itself`;
    case "no-announce-to":
      return `a community asks AS${teller} not to announce it to AS${hearer}`;
    case "loop":
      return `AS${hearer} finds its own ASN in the path and drops it`;
    case "rov-invalid":
      return `AS${hearer} validates origins, and no ROA allows this one`;
  }
}

const article = (learned: Relationship) => `a ${learned}`;

function sentenceFor(
  state: SteadyState,
  asn: number,
  used: BgpRoute | undefined,
  losers: readonly Candidate[],
  refused: readonly Refused[],
): string {
  if (!used) {
    const kinds = new Set(refused.map(({ why }) => why));
    const most = kinds.has("not-customer-route")
      ? "its neighbours that have one tell it only to their customers"
      : "no neighbour has one to tell";
    return `AS${asn} has no route to ${state.problem.prefix.text}: ${refused.length === 0 ? "it has no neighbour" : most}.`;
  }
  if (used.learned === "own")
    return `AS${asn} is the origin: its own announcement at site ${used.site} comes before any other.`;
  const via = `AS${asn} uses ${article(used.learned)} route through AS${used.neighbour} to site ${used.site} (AS path ${used.path.join(" ")})`;
  if (losers.length === 0) return `${via}: it hears no other.`;
  const counts = new Map<string, number>();
  for (const { rule } of losers) counts.set(rule ?? "nothing", (counts.get(rule ?? "nothing") ?? 0) + 1);
  const order = [...state.problem.attributeRules, ...state.problem.tieRules].map(({ name }) => name as string);
  const parts = order.filter((name) => counts.has(name)).map((name) => `${name} removed ${counts.get(name)}`);
  return `${via}: of ${losers.length + 1} candidates ${parts.join(", then ")}.`;
}
