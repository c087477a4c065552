// The result of a comparison as plain data: the inputs, the row of each design and seed, means with their intervals, and the
// limits of the model. The JSON of `anycast compare`, and the input of its page.
import {
  designFidelity,
  designMeasures,
  failureMeasures,
  measured,
  type ComparisonRow,
  type DesignComparison,
  type FailureRow,
  type Measure,
  type MeanInterval,
} from "../../anycast/designs/index.js";

export interface ComparisonReport {
  readonly format: "anycast-comparison-report";
  readonly version: 1;
  /** The command that reproduces this report, without options that do not affect it. */
  readonly command: string;
  readonly inputs: readonly ReportInput[];
  /** The AS graph that replaced generated ones. */
  readonly graph?: ReportGraph;
  readonly designs: readonly ReportedDesign[];
  /** Every design on every seed, without pictures. */
  readonly rows: readonly Omit<ComparisonRow, "picture">[];
  readonly modelled: readonly string[];
  readonly notModelled: readonly string[];
}

export interface ReportInput {
  readonly file: string;
  readonly sha256: string;
  readonly comparison: DesignComparison;
}

export interface ReportGraph {
  readonly file: string;
  readonly sha256: string;
  readonly ases: number;
  readonly links: number;
  /** The assumed places of its networks, in words. */
  readonly places: string;
}

export interface ReportedDesign {
  readonly name: string;
  /** Its number in `inputs`, and its name there. */
  readonly input: number;
  readonly design: string;
  /** By id of the measure; absent if no user is answered. */
  readonly measures: Readonly<Record<string, MeanInterval>>;
  readonly failures: readonly ReportedFailure[];
}

export interface ReportedFailure {
  readonly dead: readonly string[];
  readonly measures: Readonly<Record<string, MeanInterval>>;
}

export interface ReportOptions extends Pick<ComparisonReport, "command" | "inputs" | "graph"> {
  readonly rows: readonly ComparisonRow[];
  /** In the order of the columns. */
  readonly designs: readonly Pick<ReportedDesign, "name" | "input" | "design">[];
}

export function comparisonReport({ command, inputs, graph, designs, rows }: ReportOptions): ComparisonReport {
  return {
    format: "anycast-comparison-report",
    version: 1,
    command,
    inputs,
    ...(graph && { graph }),
    designs: designs.map((each): ReportedDesign => {
      const own = rows.filter(({ design }) => design === each.name);
      return { ...each, measures: intervals(designMeasures, own), failures: failuresOf(own) };
    }),
    rows: rows.map(withoutPicture),
    ...designFidelity,
  };
}

function withoutPicture(row: ComparisonRow): Omit<ComparisonRow, "picture"> {
  const { picture, ...rest } = row;
  return picture ? rest : row;
}

function failuresOf(rows: readonly ComparisonRow[]): readonly ReportedFailure[] {
  return rows[0].failures.map(({ dead }, i) => ({
    dead,
    measures: intervals(
      failureMeasures,
      rows.map((row): FailureRow => row.failures[i]),
    ),
  }));
}

function intervals<Row>(measures: readonly Measure<Row>[], rows: readonly Row[]): Record<string, MeanInterval> {
  const found = measures.map((measure) => [measure.id, measured(measure, rows)] as const);
  return Object.fromEntries(found.filter((each): each is [string, MeanInterval] => each[1] !== undefined));
}

/** "B + C": the sites that fail together. */
export const lossName = ({ dead }: { readonly dead: readonly string[] }): string => dead.join(" + ");
