// The decision process of one router as a table (RFC 4271, 9.1.2.2): candidates down, rules across in their order. A route is
// struck out at the rule that removed it; later rules are not applied to it. Routes that never arrived are listed below.
import type { RuleName, SteadyState } from "../../routing/bgp/index.js";
import { decisionOf, type DecisionCandidate, type DecisionCase } from "./decision-rows.js";
import { type Figure, FigureError, frame, type FigureText, siteLetters } from "../core/index.js";

export interface DecisionTableOptions extends FigureText {
  /** Defaults to "differing": LOCAL_PREF, the AS path, and the other columns in which candidates differ. */
  readonly columns?: "differing" | "all";
}

interface RuleColumn {
  readonly rule: RuleName;
  readonly header: string;
  readonly value: (candidate: DecisionCandidate) => string | number;
  /** Shown even if all candidates are equal. */
  readonly always?: boolean;
}

/** In the order of the decision process. */
const ruleColumns: readonly RuleColumn[] = [
  {
    rule: "local-pref",
    header: "LOCAL_PREF",
    value: ({ localPref }) => (Number.isFinite(localPref) ? localPref : "own"),
    always: true,
  },
  {
    rule: "as-path-length",
    header: "AS path",
    value: ({ path }) => `${path.join(" ")} (${path.length})`,
    always: true,
  },
  { rule: "origin", header: "ORIGIN", value: ({ originCode }) => originCode },
  { rule: "med", header: "MED", value: ({ med }) => med },
  { rule: "ebgp-over-ibgp", header: "heard by", value: ({ heardBy }) => (heardBy === "ebgp" ? "eBGP" : "iBGP") },
  { rule: "igp-cost", header: "exit (km)", value: ({ igpCost }) => igpCost },
  { rule: "router-id", header: "router id", value: ({ routerId }) => routerId },
  { rule: "lowest-asn", header: "neighbour", value: ({ neighbour }) => neighbour },
  { rule: "peer-address", header: "session", value: () => "" },
];

/**
 * Why one AS uses the route it uses.
 * @param who the AS, and the city of its router where its routers choose for themselves
 * @example decisionTable(state, 10, { name: "why", title: "Why site A" })
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function decisionTable(
  state: SteadyState,
  who: number | { readonly asn: number; readonly city?: string },
  options: DecisionTableOptions,
): Figure {
  const { asn, city } = typeof who === "number" ? { asn: who } : who;
  return decisionFigure(decisionOf(state, asn, city === undefined ? {} : { city }), options);
}

/**
 * Draws a decision table from candidates given as data; decisionTable draws that of an AS in a steady state.
 * @example decisionFigure(decisionOf(state, 10), { name: "why", title: "Why site A" }).data.rows.length // 2
 * @throws FigureError if there is neither a candidate nor a refusal
 */
export function decisionFigure(decision: DecisionCase, options: DecisionTableOptions): Figure {
  const { asn, candidates, refused, rules, off = [], sentence } = decision;
  const { name, title, subtitle = sentence, columns: which = "differing" } = options;
  if (candidates.length + refused.length === 0)
    throw new FigureError(`Decision ${name}: AS${asn} has neither a candidate nor a refused route. Add a neighbour.`);
  const shown = ruleColumns.filter(({ rule, value, always }) => {
    if (candidates.some((each) => each.rule === rule)) return true;
    if (rule === "peer-address" || rule === "lowest-asn") return false;
    const process = rules.includes(rule) || off.includes(rule);
    return always || which === "all" || (process && new Set(candidates.map(value)).size > 1);
  });
  const headers = shown.map(({ rule, header: usual }) => {
    const step = rules.indexOf(rule) + 1;
    const header = rule === "igp-cost" && decision.igp === "cost" ? "exit (cost)" : usual;
    return step > 0 ? `${step}. ${header}` : `${header} (rule off)`;
  });
  const lettered = candidates.every(({ site }) => (siteLetters as readonly string[]).includes(site));
  const rows = [
    ...candidates.map((each) => [speaker(each), each.site, ...shown.map(({ value }) => value(each)), outcome(each)]),
    ...refused.map(({ neighbour, because }) => [`AS${neighbour}`, "", ...shown.map(() => ""), `no route: ${because}`]),
  ];
  const lostAt = (row: number) => {
    const rule = candidates[row]?.rule;
    return rule === undefined ? -1 : FIRST + shown.findIndex((column) => column.rule === rule);
  };
  return frame({
    kind: "decision",
    name,
    title,
    subtitle,
    description: options.description ?? describe(decision, headers),
    data: { columns: ["from", "site", ...headers, "outcome"], rows },
    kinds: [
      "text",
      lettered ? "site" : "text",
      ...shown.map(({ value }) => (candidates.some((each) => typeof value(each) === "string") ? "text" : "number")),
      "text",
    ] as const,
    rowLook: (row) =>
      row >= candidates.length ? "ak-refused" : candidates[row].verdict === "used" ? "ak-won" : undefined,
    cellLook: (row, column) => {
      if (lostAt(row) < 0 || column < FIRST || column === FIRST + shown.length) return undefined;
      return column === lostAt(row) ? "ak-struck" : column > lostAt(row) ? "ak-unseen" : undefined;
    },
    legend:
      '<ul class="ak-legend"><li><span class="ak-won-key">used</span></li><li><s>struck</s> lost by this rule</li>' +
      "<li>grey: not looked at any more, or never heard</li></ul>",
  });
}

/** Columns before the first rule. */
const FIRST = 2;

function speaker({ learned, neighbour, city }: DecisionCandidate): string {
  const where = city ? `, ${city}` : "";
  return learned === "own" ? `itself${where}` : `${learned} AS${neighbour}${where}`;
}

function outcome({ verdict, rule, because }: DecisionCandidate): string {
  if (verdict === "used") return "✔ used";
  if (!rule) return because;
  return `✘ ${verdict === "tied" ? "as good, but " : ""}${because}`;
}

function describe(
  { asn, candidates, refused, rules, off = [], sentence }: DecisionCase,
  headers: readonly string[],
): string {
  const step = (rule: RuleName) => `${rules.indexOf(rule) + 1}. ${rule}`;
  return [
    sentence,
    `${candidates.length} candidate${candidates.length === 1 ? "" : "s"} of AS${asn}, ${refused.length} refused.`,
    `Rules in order: ${rules.map(step).join(", ")}.`,
    ...(off.length ? [`Switched off: ${off.join(", ")}.`] : []),
    `Columns: ${headers.join(", ")}; a rule whose column is left out could not tell the candidates apart.`,
  ].join(" ");
}
