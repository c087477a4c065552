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
import { hintHtml, type Control, type Explorer, type State, type View } from "../core/index.js";
import { changedContracts, CircleError, contractControls, nextContract } from "./contracts.js";
import { readDecisionScenario, type DecisionJson, type DecisionRouter, type DecisionScenario } from "./data.js";

const name = "decision";

const ruleLabels: Readonly<Record<RuleName, string>> = {
  "local-pref": "LOCAL_PREF",
  "as-path-length": "AS path length",
  origin: "ORIGIN",
  med: "MED",
  "ebgp-over-ibgp": "eBGP over iBGP",
  "igp-cost": "nearest exit",
  "older-route": "route in use",
  "router-id": "router id",
  "peer-address": "peer address",
  "lowest-asn": "lowest neighbour ASN",
};

export const decision: Explorer<DecisionScenario> = {
  name,
  read: (json) => readDecisionScenario(json as DecisionJson),
  initial: ({ initial }) => initial,
  controls: ({ routers, rules, contracts }): Control[] => [
    { kind: "select", name: "router", label: "Whose table", options: routers.map(({ label }) => label) },
    ...rules.map((rule, i): Control => ({
      kind: "checkbox",
      name: rule,
      label: `${i + 1}. ${ruleLabels[rule]}`,
      group: { label: "Rules in force" },
    })),
    ...contractControls(contracts),
  ],
  render(scenario, state, id) {
    const off = offOf(scenario, state);
    const router = scenario.routers.find(({ label }) => label === state.router)!;
    const now = scenario.without(off, state);
    if (now instanceof NoSteadyStateError) return unsettled(now, off);
    if (now instanceof CircleError) return { summary: circle, figures: [], html: why(now.message) };
    return settled(scenario, now, off, router, state, id);
  },
  touch({ contracts, routers }, state, from, onto) {
    if (contracts.length === 0 || onto !== undefined) return undefined;
    const [kind, what] = from.split(":");
    if (kind === "as") {
      const own = routers.find(({ asn }) => asn === Number(what));
      return own && { set: { router: own.label } };
    }
    const contract = contracts.find(({ ends }) => ends.join("-") === what);
    return contract && nextContract(contract, state);
  },
};

const circle = "These ASes would be each other's providers in a circle, and nobody would pay. Change a contract back.";

const why = (text: string) => `<p class="ak-why">${escapeHtml(text)}</p>`;

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
  state: State,
  id: string,
): View {
  const { asn, city } = router;
  const isEdited = changedContracts(scenario.contracts, state).length > 0;
  const where = city === undefined ? {} : { city };
  const chosen = decisionOf(now, asn, where);
  const all = scenario.without([]);
  const before = all instanceof Error ? undefined : all;
  const contents = routesContents(now);
  const figures: Figure[] = [
    graphOf(now, contents, { router, off, touch: scenario.contracts.length > 0, isEdited }, id),
    sharesOf(contents.ases, id),
    decisionFigure(chosen, {
      name: `${id}-table`,
      title: `The candidates of ${router.label}`,
    }),
  ];
  const { source, rule } = explain(now, asn, where).candidates[1] ?? {};
  const reason = rule ? why(`Decided by ${ruleLabels[rule]}. ${source ?? ""}`) : "";
  const moved =
    before && (off.length > 0 || isEdited) ? movedBy(before, contents.ases, chosen, asn, { ...where, isEdited }) : "";
  const html =
    reason +
    (scenario.contracts.length > 0 ? hintHtml("press an AS to see its table, press a link to change who pays") : "");
  const contracts = isEdited ? " and the changed contracts" : "";
  return { summary: `${without(off)}${contracts} ${outcome(chosen, router)}.${moved}`, figures, html };
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
  { isEdited, ...where }: { readonly city?: string; readonly isEdited: boolean },
): string {
  const [was] = decisionOf(before, asn, where).candidates;
  const then =
    was?.site === used?.site
      ? ""
      : ` With all rules${isEdited ? " and the first contracts" : ""} it is site ${was?.site ?? "none"}.`;
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
  shown: {
    readonly router: DecisionRouter;
    readonly off: readonly RuleName[];
    readonly touch: boolean;
    readonly isEdited: boolean;
  },
  id: string,
): Figure {
  const { router, off, touch, isEdited } = shown;
  const { asn, city } = router;
  const { outcome: end, asPath, site } = walkAsPath({ state: now, from: city === undefined ? { asn } : { asn, city } });
  return asGraphFigure({
    ...contents,
    name: `${id}-graph`,
    title: `Where everybody ends up ${off.length ? "without these rules" : "with all rules"}${isEdited ? ", contracts changed" : ""}`,
    touch,
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
