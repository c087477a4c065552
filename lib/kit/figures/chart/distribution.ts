// The cumulative distribution of a measure over the users, one line for each design, with the median and the 95th percentile
// marked.
import { weightedQuantiles } from "../../anycast/index.js";
import { LINE_LOOKS } from "./curve-looks.js";
import type { CurvePoint } from "./curve-scene.js";
import { curvesFigure } from "./curves.js";
import { type Figure, FigureError, type FigureText } from "../core/index.js";

export interface Distribution {
  readonly name: string;
  /** Infinity for users who get no answer: the line ends below all of them. */
  readonly values: readonly { readonly value: number; readonly weight: number }[];
}

export interface DistributionOptions extends FigureText {
  /** The measure: "round trip". */
  readonly what: string;
  /** Defaults to "ms". */
  readonly unit?: string;
  /** Who is counted. Defaults to "users". */
  readonly of?: string;
  /** A logarithmic axis: for measures whose tail is many times their median. Defaults to false. */
  readonly log?: boolean;
  /** End of the axis. Defaults to the 99.5th percentile of the slowest line. */
  readonly most?: number;
}

/** The values of the clients that have one, by weight. @example distribution("anycast", before.clients, (client) => client.site && client.rttMs) */
export function distribution<T extends { readonly weight: number }>(
  name: string,
  clients: readonly T[],
  valueOf: (client: T) => number | undefined,
): Distribution {
  return { name, values: clients.map((client) => ({ value: valueOf(client) ?? Infinity, weight: client.weight })) };
}

/**
 * @example distributionFigure([distribution("anycast", before.clients, ({ site, rttMs }) => (site ? rttMs : undefined))],
 *   { name: "rtts", title: "How long users wait", what: "round trip" })
 * @throws FigureError for no line, more than six, or one without an answered user
 */
export function distributionFigure(distributions: readonly Distribution[], options: DistributionOptions): Figure {
  const { name, title, subtitle, what, unit = "ms", of = "users", log = false } = options;
  const where = `Distribution ${name}`;
  if (distributions.length === 0 || distributions.length > LINE_LOOKS)
    throw new FigureError(`${where} must have 1 to ${LINE_LOOKS} lines (got ${distributions.length}).`);
  const spread = distributions.map((each) => spreadOf(where, each));
  const most = options.most ?? Math.max(...spread.map(({ points }) => points.filter(({ y }) => y <= 99.5).at(-1)!.x));
  if (!(most > 0)) throw new FigureError(`${where}: most must be above 0 (got ${most}).`);
  // A logarithmic axis has no 0. It covers three decades at most; users below its start stand there.
  const least = Math.min(...spread.flatMap(({ points }) => points.flatMap(({ x }) => (x > 0 ? [x] : []))), most / 2);
  const from = log ? Math.max(least, most / 1000) : 0;
  const written = (value: number) => (Number.isFinite(value) ? `${round(value)} ${unit}` : "no answer");
  const notes = spread.map(
    ({ median, p95, unanswered }) =>
      `median ${written(median)}, 95th percentile ${written(p95)}${unanswered > 0 ? `, ${round(100 * unanswered)} % without an answer` : ""}`,
  );
  const description =
    options.description ??
    `For each ${what} in ${unit} the part of the ${of} that has no more of it, by weight. ` +
      `${distributions.map((each, i) => `${each.name}: ${notes[i]}`).join("; ")}. ` +
      `Dots stand at the median and the 95th percentile; what lies beyond ${round(most)} ${unit} is not drawn.${log ? " The axis is logarithmic." : ""}`;
  return curvesFigure({
    name,
    title,
    ...(subtitle !== undefined && { subtitle }),
    description,
    x: { label: what, unit, from, to: most, log },
    y: { label: of, from: 0, to: 100, ticks: [0, 25, 50, 75, 95, 100], format: (part) => `${part} %` },
    series: distributions.map((each, i) => {
      const { points, median, p95 } = spread[i];
      const dots = [{ x: median, y: 50 }, { x: p95, y: 95 }].filter(({ x }) => Number.isFinite(x)); // prettier-ignore
      const onAxis = (list: readonly CurvePoint[]) =>
        log ? list.map(({ x, y }) => ({ x: Math.max(x, from), y })) : list;
      return { name: each.name, kind: "step" as const, points: onAxis(points), dots: onAxis(dots), note: notes[i] };
    }),
    data: {
      columns: [`part of the ${of} (%)`, ...distributions.map((each) => `${each.name} (${unit})`)],
      rows: LEVELS.map((level, i) => [
        round(100 * level),
        ...spread.map(({ quantiles }) => (Number.isFinite(quantiles[i]) ? round(quantiles[i]) : "none")),
      ]),
    },
  });
}

/** Rows of the table. */
const LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

const round = (value: number) => Number(value.toFixed(value < 10 ? 1 : 0));

interface Spread {
  /** The share of users at or below each value, in ascending order, %. */
  readonly points: readonly CurvePoint[];
  /** At LEVELS. */
  readonly quantiles: readonly number[];
  readonly median: number;
  readonly p95: number;
  readonly unanswered: number;
}

function spreadOf(where: string, { name, values }: Distribution): Spread {
  const weight = (list: Distribution["values"]) => list.reduce((sum, each) => sum + each.weight, 0);
  const finite = values.filter(({ value }) => Number.isFinite(value));
  const [all, answered] = [weight(values), weight(finite)];
  if (!(answered > 0)) throw new FigureError(`${where}: line "${name}" has no user with an answer.`);
  const top = (100 * answered) / all;
  const levels = Array.from({ length: 201 }, (_, i) => i / 200);
  const points = weightedQuantiles(finite, ({ value }) => value, levels).map((x, i) => ({ x, y: levels[i] * top }));
  const quantiles = weightedQuantiles(values, ({ value }) => value, LEVELS);
  const [median, p95] = [0.5, 0.95].map((level) => quantiles[LEVELS.indexOf(level)]);
  return { points: [{ x: points[0].x, y: 0 }, ...points], quantiles, median, p95, unanswered: 1 - answered / all };
}
