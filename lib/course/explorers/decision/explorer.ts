// "The decision process, rule by rule": any AS of a small graph, its candidates, and each rule with a switch. The table shows
// which route wins and at which step; the graph shows the site that every AS reaches.
import {
  asGraphFigure,
  routesContents,
  type AsNode,
  decisionOf,
  type DecisionCase,
  decisionFigure,
  sharesFigure,
  type SiteShare,
  type Figure,
  escapeHtml,
} from "anycast-kit/figures";
import { NoSteadyStateError, explain, walkAsPath, type RuleName, type SteadyState } from "anycast-kit/routing";
import type { Control, Explorer, State, View } from "../core/index.js";
import { readDecisionScenario, type DecisionJson, type DecisionRouter, type DecisionScenario } from "./data.js";

const name = "decision";

const ruleLabels: Readonly<Record<RuleName, string>> = {
  "local-pref": "LOCAL_PREF",
  "as-path-length": "AS path length",
  origin: "ORIGIN",
  med: "MED",
  "ebgp-over-ibgp": "eBGP over iBGP",
  "igp-cost": "nearest exit",
  "router-id": "router id",
  "peer-address": "peer address",
  "lowest-asn": "lowest neighbour ASN",
};

export const decision: Explorer<DecisionScenario> = {
  name,
  read: (json) => readDecisionScenario(json as DecisionJson),
  initial: ({ initial }) => initial,
  controls: ({ routers, rules }): Control[] => [
    { kind: "select", name: "router", label: "Whose table", options: routers.map(({ label }) => label) },
    ...rules.map((rule, i): Control => ({
      kind: "checkbox",
      name: rule,
      label: `${i + 1}. ${ruleLabels[rule]}`,
      group: { label: "Rules in force" },
    })),
  ],
  render(scenario, state, id) {
    const off = offOf(scenario, state);
    const router = scenario.routers.find(({ label }) => label === state.router)!;
    const now = scenario.without(off);
    return now instanceof NoSteadyStateError ? unsettled(now, off) : settled(scenario, now, off, router, id);
  },
};

const offOf = ({ rules }: DecisionScenario, state: State) => rules.filter((rule) => state[rule] === "off");

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

const without = (off: readonly RuleName[]) =>
  off.length === 0 ? "With all rules in force" : `Without ${listed(off.map((rule) => ruleLabels[rule]))}`;

function unsettled({ message }: NoSteadyStateError, off: readonly RuleName[]): View {
  return {
    summary: `${without(off)} there is no steady state.`,
    figures: [],
    html: `<p class="ak-why">${escapeHtml(message)}</p>`,
  };
}

function settled(
  scenario: DecisionScenario,
  now: SteadyState,
  off: readonly RuleName[],
  router: DecisionRouter,
  id: string,
): View {
  const { asn, city } = router;
  const where = city === undefined ? {} : { city };
  const chosen = decisionOf(now, asn, where);
  const all = scenario.without([]);
  const before = all instanceof NoSteadyStateError ? undefined : all;
  const contents = routesContents(now);
  const figures: Figure[] = [
    graphOf(now, contents, router, off, id),
    sharesOf(contents.ases, id),
    decisionFigure(chosen, {
      name: `${id}-table`,
      title: `The candidates of ${router.label}`,
    }),
  ];
  const { source, rule } = explain(now, asn, where).candidates[1] ?? {};
  const why = rule
    ? `<p class="ak-why">Decided by ${escapeHtml(ruleLabels[rule])}. ${escapeHtml(source ?? "")}</p>`
    : "";
  const moved = before && off.length > 0 ? movedBy(before, contents.ases, chosen, asn, where) : "";
  return { summary: `${without(off)} ${outcome(chosen, router)}.${moved}`, figures, html: why };
}

function outcome({ candidates: [used], asn }: DecisionCase, { city }: DecisionRouter): string {
  const who = `AS${asn}${city ? ` in ${city}` : ""}`;
  if (used?.verdict !== "used") return `${who} has no route`;
  return `${who} uses the ${used.learned} route through AS${used.neighbour}, to site ${used.site}`;
}

/** The effect of disabled rules, here and elsewhere. */
function movedBy(
  before: SteadyState,
  ases: readonly AsNode[],
  { candidates: [used] }: DecisionCase,
  asn: number,
  where: { readonly city?: string },
): string {
  const [was] = decisionOf(before, asn, where).candidates;
  const then = was?.site === used?.site ? "" : ` With all rules it is site ${was?.site ?? "none"}.`;
  const old = new Map(routesContents(before).ases.map((as) => [as.asn, reach(as)]));
  const moved = ases.filter((as) => old.get(as.asn) !== reach(as)).length;
  return `${then} ${moved === 0 ? "No AS changes" : moved === 1 ? "One AS changes" : `${moved} ASes change`} its site.`.replace(
    "ASes change its",
    "ASes change their",
  );
}

const reach = ({ site, split }: AsNode) => JSON.stringify(split ?? site ?? null);

function graphOf(
  now: SteadyState,
  contents: ReturnType<typeof routesContents>,
  { asn, city }: DecisionRouter,
  off: readonly RuleName[],
  id: string,
): Figure {
  const { outcome: end, asPath, site } = walkAsPath({ state: now, from: city === undefined ? { asn } : { asn, city } });
  return asGraphFigure({
    ...contents,
    name: `${id}-graph`,
    title: `Where everybody ends up ${off.length ? "without these rules" : "with all rules"}`,
    ases: contents.ases.map((as) => (as.asn === asn ? { ...as, emphasis: true } : as)),
    paths: end === "delivered" && asPath.length > 1 ? [{ ases: asPath, ...(site ? { site } : {}) }] : [],
  });
}

/** Each AS counts once, in parts where its routers disagree. */
function sharesOf(ases: readonly AsNode[], id: string): Figure {
  const parts = new Map<string, number>();
  const add = (site: string, part: number) => parts.set(site, (parts.get(site) ?? 0) + part);
  const asked = ases.filter(({ site, split }) => site !== undefined || split);
  for (const { site, split } of asked) {
    if (split) for (const each of split) add(each.site, each.share);
    else add(site ?? "none", 1);
  }
  const shares = [...parts]
    .sort(([a], [b]) => Number(a === "none") - Number(b === "none") || (a < b ? -1 : 1))
    .map(([site, part]): SiteShare => ({ site, share: Math.min(1, part / asked.length) }));
  return sharesFigure(shares, { name: `${id}-shares`, title: "Share of the ASes" });
}
