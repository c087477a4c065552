// The numbers of a comparison as tables, a column for each design: for a page as HTML, for a terminal as text.
import { designMeasures, failureMeasures, type MeanInterval, type Measure } from "../../anycast/index.js";
import { tableFigure, type Figure } from "../../figures/index.js";
import type { ComparisonReport, ReportedDesign } from "./report.js";

/** Every measure of every design. @param designs those to show, all unless given */
export function measuresTable(report: ComparisonReport, designs = report.designs, name = "measures"): Figure {
  const seeds = report.inputs[0].comparison.seeds.length;
  return tableFigure({
    name,
    title: "The designs side by side",
    subtitle:
      seeds > 1
        ? `Mean over ${seeds} Internets ± half of its 95 % confidence interval`
        : "On one Internet: no interval",
    description: designMeasures.map(({ name: what, meaning }) => `${what}: ${meaning}`).join(" "),
    columns: [{ name: "measure", kind: "text" }, ...designColumns(designs)],
    rows: designMeasures.map((measure) => [
      withUnit(measure),
      ...designs.map(({ measures }) => written(measure, measures[measure.id])),
    ]),
  });
}

/** What each loss of sites does; nothing where the comparison has none. */
export function failuresTable(
  report: ComparisonReport,
  designs = report.designs,
  name = "failures",
): Figure | undefined {
  const losses = [
    ...new Map(designs.flatMap(({ failures }) => failures.map(({ dead }) => [dead.join(" + "), dead]))).keys(),
  ];
  if (losses.length === 0) return undefined;
  const cell = ({ failures }: ReportedDesign, loss: string, measure: Measure<never>) => {
    const failure = failures.find(({ dead }) => dead.join(" + ") === loss);
    return failure ? written(measure, failure.measures[measure.id]) : "";
  };
  return tableFigure({
    name,
    title: "When sites die",
    description: failureMeasures.map(({ name: what, meaning }) => `${what}: ${meaning}`).join(" "),
    columns: [{ name: "dead", kind: "text" }, { name: "measure", kind: "text" }, ...designColumns(designs)],
    rows: losses.flatMap((loss) =>
      failureMeasures.map((measure, i) => [
        i === 0 ? loss : "",
        withUnit(measure),
        ...designs.map((design) => cell(design, loss, measure)),
      ]),
    ),
  });
}

const designColumns = (designs: readonly ReportedDesign[]) =>
  designs.map(({ name }) => ({ name, kind: "number" as const }));
const withUnit = ({ name, unit }: Pick<Measure<never>, "name" | "unit">) => (unit === "" ? name : `${name} (${unit})`);

function written({ digits }: Pick<Measure<never>, "digits">, interval: MeanInterval | undefined): string {
  if (!interval) return "none";
  const { mean, high } = interval;
  const half = (high - mean).toFixed(digits);
  return Number(half) > 0 ? `${mean.toFixed(digits)} ± ${half}` : mean.toFixed(digits);
}
