// The numbers of a comparison as tables, a column for each design: for a page as HTML, for a terminal as text.
import {
  designMeasures,
  difference,
  failureMeasures,
  type ComparisonRow,
  type Measure,
  type MeanInterval,
} from "../../anycast/designs/index.js";
import { tableFigure } from "../../figures/table/index.js";
import type { Figure } from "../../figures/core/index.js";
import { lossName, type ComparisonReport, type ReportedDesign } from "./report.js";

/** Every measure of every design. */
export function measuresTable(report: ComparisonReport): Figure {
  const { designs } = report;
  const seeds = report.inputs[0].comparison.seeds.length;
  return tableFigure({
    name: "measures",
    title: "The designs side by side",
    subtitle: seeds > 1 ? `Mean over ${seeds} Internets ± half of its 95 % interval` : "On one Internet: no interval",
    description: meanings(designMeasures),
    columns: [{ name: "measure", kind: "text" }, ...columnsOf(designs)],
    rows: designMeasures.map((measure) => [
      withUnit(measure),
      ...designs.map(({ measures }) => written(measure, measures[measure.id])),
    ]),
  });
}

/** Difference of each design from the first, Internet by Internet; undefined if there is only one design. */
export function differencesTable({ designs, rows, inputs }: ComparisonReport): Figure | undefined {
  const [first, ...others] = designs;
  if (others.length === 0) return undefined;
  const of = ({ name }: ReportedDesign) => rows.filter(({ design }) => design === name);
  const seeds = inputs[0].comparison.seeds.length;
  const cell = (measure: Measure<ComparisonRow>, design: ReportedDesign) => {
    const found = difference(measure, of(design), of(first));
    if (!found) return "none";
    const sign = found.mean > 0 && Number(found.mean.toFixed(measure.digits)) !== 0 ? "+" : "";
    const isSure = seeds > 1 && (found.low > 0 || found.high < 0);
    const isBetter = found.mean < 0 === (measure.better === "lower");
    return `${sign}${written(measure, found)}${isSure ? (isBetter ? " better" : " worse") : ""}`;
  };
  const notSure =
    seeds > 1
      ? "Differences are called better or worse only if the interval excludes zero."
      : "One Internet says nothing about others.";
  return tableFigure({
    name: "differences",
    title: `What changes against ${first.name}`,
    subtitle: `Differences on the same Internet, ${seeds > 1 ? `mean over ${seeds} ± half of the 95 % interval` : "one of them"}`,
    description:
      `Each design minus ${first.name}, Internet by Internet, so that common effects cancel. ${notSure} ` +
      "If there is no real difference, one in twenty is still marked by chance.",
    columns: [{ name: "measure", kind: "text" }, ...columnsOf(others)],
    rows: designMeasures.map((measure) => [withUnit(measure), ...others.map((design) => cell(measure, design))]),
  });
}

/** The effect of each loss of sites: a table for each. */
export function failuresTables({ designs, inputs }: ComparisonReport): readonly Figure[] {
  const losses = [...new Set(designs.flatMap(({ failures }) => failures.map(lossName)))];
  return losses.map((loss, i) => {
    const ofLoss = ({ failures }: ReportedDesign) => failures.find((each) => lossName(each) === loss);
    const hit = designs.filter((design) => ofLoss(design));
    const { sites } = inputs[hit[0].input].comparison;
    const dead = ofLoss(hit[0])!.dead.map((site) => `${site} (${sites[site].city})`);
    return tableFigure({
      name: `failure-${i + 1}`,
      title: `${dead.join(" and ")} ${dead.length > 1 ? "fail" : "fails"}`,
      subtitle: "Parts of all users; waits from the failure on",
      description: meanings(failureMeasures),
      columns: [{ name: "measure", kind: "text" }, ...columnsOf(hit)],
      rows: failureMeasures.map((measure) => [
        withUnit(measure),
        ...hit.map((design) => written(measure, ofLoss(design)!.measures[measure.id])),
      ]),
    });
  });
}

/** The decisive measures, for a quick overview. */
const DECISIVE = [
  "meanMs",
  "p95Ms",
  "userP95Ms",
  "highestUtilisation",
  "blastRadius",
  "connectionsBroken",
  "addresses",
];

/** The best design for each measure, by the means; undefined if there is only one. */
export function bestTable({ designs }: ComparisonReport): Figure | undefined {
  if (designs.length < 2) return undefined;
  const chosen = designMeasures.filter(({ id }) => DECISIVE.includes(id));
  const rows = chosen.flatMap((measure) => {
    const values = designs.flatMap(({ name, measures }) => {
      const mean = measures[measure.id]?.mean;
      return mean === undefined ? [] : [{ name, value: Number(mean.toFixed(measure.digits)) }];
    });
    if (values.length === 0) return [];
    const sorted = values.map(({ value }) => value).sort((a, b) => (measure.better === "lower" ? a - b : b - a));
    const [best, worst] = [sorted[0], sorted[sorted.length - 1]];
    const whose = (wanted: number) => values.filter(({ value }) => value === wanted).map(({ name }) => name).join(", "); // prettier-ignore
    const told = (value: number) => value.toFixed(measure.digits);
    if (best === worst) return [[withUnit(measure), "all alike", told(best), "", ""]];
    return [[withUnit(measure), whose(best), told(best), whose(worst), told(worst)]];
  });
  return tableFigure({
    name: "best",
    title: "Which design is best at what",
    description: `By the means; the next table shows whether a difference is more than chance. ${meanings(chosen)}`,
    columns: ["measure", "best", "its value", "worst", "its value "].map((name) => ({
      name,
      kind: name.startsWith("its") ? ("number" as const) : ("text" as const),
    })),
    rows,
  });
}

const columnsOf = (designs: readonly ReportedDesign[]) =>
  designs.map(({ name }) => ({ name, kind: "number" as const }));

const withUnit = ({ name, unit }: Pick<Measure<never>, "name" | "unit">) => (unit === "" ? name : `${name} (${unit})`);

const meanings = (measures: readonly Pick<Measure<never>, "name" | "meaning">[]) =>
  measures.map(({ name, meaning }) => `${name}: ${meaning}`).join(" ");

function written({ digits }: Pick<Measure<never>, "digits">, interval: MeanInterval | undefined): string {
  if (!interval) return "none";
  const { mean, high } = interval;
  const half = (high - mean).toFixed(digits);
  const value = mean.toFixed(digits).replace(/^-(0(\.0*)?)$/, "$1");
  return Number(half) > 0 ? `${value}\u00a0±\u00a0${half}` : value;
}
