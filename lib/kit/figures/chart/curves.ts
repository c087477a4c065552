// Curves between two axes: one quantity as a function of another, with a description and a data table.
// Observable Plot draws it, in notebooks and in pages.
import { chartAxis, numberText, type AxisOptions } from "./axis.js";
import { LINE_LOOKS, POINT_LOOKS, sample } from "./curve-looks.js";
import { curveSizes, drawCurves } from "./curve-picture.js";
import type { Curve, CurveMark, CurvePoint } from "./curve-scene.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  escapeHtml,
  legendList,
  siteBadge,
  siteMark,
  sizesDrawn,
} from "../core/index.js";
import { svgPicture } from "../svg/index.js";

export interface CurveSeries {
  readonly name: string;
  /** In ascending order of x. A line with `low` and `high` wears a band, a point a whisker. */
  readonly points: readonly CurvePoint[];
  /** Defaults to "line". A step holds until the next point, as a cumulative distribution does. */
  readonly kind?: Curve["kind"];
  /** In this site's colour. */
  readonly site?: string;
  /** Thin and pale: as background. With `design` thin, in its colour. */
  readonly isQuiet?: boolean;
  /** Not in the legend: one of several pale curves that only their names tell apart. */
  readonly unlisted?: boolean;
  /** In the colour and pattern of this design, 0 to 5. Defaults to the next ones, in the order of the series. */
  readonly design?: number;
  /** Points of a line highlighted by a dot. */
  readonly dots?: readonly CurvePoint[];
  /** Follows the name in the legend: "median 20 ms". */
  readonly note?: string;
}

export interface CurvesOptions extends FigureText {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  readonly series: readonly CurveSeries[];
  readonly marks?: readonly CurveMark[];
  /** The x for which the data table has rows. Defaults to the points if they are few, otherwise to the ticks. */
  readonly rows?: readonly number[];
  /** The numbers in the table, if they differ from those drawn. */
  readonly data?: FigureData;
}

const FEW = 24;

/**
 * Draws curves between two axes: one quantity as a function of another.
 * @example curvesFigure({ name: "tail", title: "Who waits how long", x: { label: "round trip", unit: "ms" }, y: { label: "users", unit: "%" },
 *   series: [{ name: "anycast", kind: "step", points: [{ x: 10, y: 50 }, { x: 90, y: 100 }] }] })
 * @throws FigureError for no curve, too many, one without points or with unsorted points, or values that do not fit an axis
 */
export function curvesFigure(options: CurvesOptions): Figure {
  const { name, title, series, marks = [] } = options;
  const where = `Curves ${name}`;
  for (const each of series) checkSeries(where, each);
  const curves = looks(where, series);
  const values = (of: (point: CurvePoint) => readonly (number | undefined)[]) =>
    series.flatMap(({ points }) => points.flatMap(of)).filter((value) => value !== undefined);
  const ofMarks = (side: "x" | "y") => marks.flatMap((mark) => mark[side] ?? []);
  const x = chartAxis(`${where}, x`, options.x, [...values((point) => [point.x]), ...ofMarks("x")]);
  // A logarithmic axis has no 0: an interval that reaches it is clipped, and for a value of 0 only the interval is drawn.
  const logged = ({ y, high }: CurvePoint) => (y === 0 && high !== undefined ? [high] : [y, high]);
  const spans = values(options.y.log ? logged : ({ y, low, high }) => [y, low, high]);
  const y = chartAxis(`${where}, y`, options.y, [...spans, ...ofMarks("y")]);
  const scene = { x, y, curves, marks };
  const description = options.description ?? describe(options);
  const drawings = sizesDrawn(curveSizes).map((size) => ({ size, ...drawCurves(scene, size) }));
  const pictures = drawings.map(({ svg, size: { className } }) =>
    svgPicture(svg, { name: `${name}-${className}`, label: `Chart: ${title}`, description, className }),
  );
  const unwritten = [...new Set(drawings.flatMap((each) => each.unwritten))];
  return frame({
    ...options,
    kind: "curves",
    description,
    data: options.data ?? tabulate(options, x.ticks),
    picture: pictures.join(""),
    legend: legendList([
      ...legendOf(series, curves),
      ...unwritten.map((label) => `line or ring: ${escapeHtml(label)}`),
    ]),
  });
}

function checkSeries(where: string, { name, points, dots = [] }: CurveSeries): void {
  if (points.length === 0) throw new FigureError(`${where}: "${name}" must have at least one point.`);
  [...points, ...dots].forEach(({ x, y, low, high }) => {
    if (![x, y, low ?? 0, high ?? 0].every(Number.isFinite))
      throw new FigureError(`${where}: "${name}" has a point at x ${x}, y ${y}. Coordinates must be finite.`);
    if ((low === undefined) !== (high === undefined) || low! > high!)
      throw new FigureError(
        `${where}: at x ${x} "${name}" has an interval from ${low} to ${high}. Both ends must be given.`,
      );
  });
  points.forEach(({ x }, i) => {
    if (i > 0 && x < points[i - 1].x)
      throw new FigureError(
        `${where}: the points of "${name}" must be sorted by x (${points[i - 1].x} is followed by ${x}).`,
      );
  });
}

/** Lines and points take their styles in order; a site's curve has the site's colour, a quiet one is thin. */
function looks(where: string, series: readonly CurveSeries[]): Curve[] {
  const taken = { line: 0, point: 0 };
  const ownLook = ({ name, site, isQuiet, design }: CurveSeries): string | undefined => {
    if (site !== undefined) return `ak-line-site ak-site-${siteMark(site).letter.toLowerCase()}`;
    if (design === undefined) return isQuiet ? "ak-line-quiet" : undefined;
    if (!Number.isInteger(design) || design < 0 || design >= LINE_LOOKS)
      throw new FigureError(
        `${where}: the design of "${name}" must be an integer from 0 to ${LINE_LOOKS - 1}, got ${design}.`,
      );
    return `ak-line-${design}${isQuiet ? " ak-line-thin" : ""}`;
  };
  const curves = series.map((each): Curve => {
    const { name, points, kind = "line", dots = [] } = each;
    const own = ownLook(each);
    const number = kind === "points" ? taken.point++ : own ? 0 : taken.line++;
    const look = kind === "points" ? `ak-point-${number}${own ? ` ${own}` : ""}` : own || `ak-line-${number}`;
    return { name, kind, points, dots, look: `ak-curve ${look}`, number };
  });
  if (series.length === 0 || taken.line > LINE_LOOKS || taken.point > POINT_LOOKS)
    throw new FigureError(
      `${where} has ${taken.line} lines and ${taken.point} sets of points. Give 1 to ${LINE_LOOKS} lines, up to ${POINT_LOOKS} sets of points, ` +
        "and what more there is as a site's or as quiet.",
    );
  return curves;
}

function legendOf(series: readonly CurveSeries[], curves: readonly Curve[]): string[] {
  if (series.length === 1 && !series[0].note) return [];
  return series.flatMap(({ name, note, kind, points, site, unlisted }, i) => {
    if (unlisted) return [];
    const { look, number } = curves[i];
    const interval = kind === "points" && points.some(({ low }) => low !== undefined) ? ", with its interval" : "";
    const badge = site === undefined ? "" : `${siteBadge(site)} `;
    const words = (name === site ? "" : name) + interval + (note ? `: ${note}` : "");
    return [`${sample(look, number, kind !== "points")} ${badge}${escapeHtml(words)}`];
  });
}

/** A row for each x, a column for each series; with the intervals of points. */
function tabulate({ x, y, series, marks = [], rows }: CurvesOptions, ticks: readonly number[]): FigureData {
  const of = (kinds: readonly string[]) =>
    series.filter(({ kind = "line" }) => kinds.includes(kind)).flatMap(({ points }) => points.map((point) => point.x));
  const unique = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
  const [drawn, measured] = [unique(of(["line", "step"])), of(["points"])];
  const [first, last] = [drawn[0], drawn[drawn.length - 1]];
  const chosen = drawn.length <= FEW ? drawn : [...ticks, ...marks.flatMap((mark) => mark.x ?? []), first, last];
  const wanted = rows ?? unique([...chosen, ...measured]);
  const head = (axis: AxisOptions, label: string) => (axis.unit ? `${label} (${axis.unit})` : label);
  const withInterval = (each: CurveSeries) =>
    each.kind === "points" && each.points.some(({ low }) => low !== undefined);
  const columns = series.flatMap((each) => [
    head(y, each.name),
    ...(withInterval(each) ? [head(y, `${each.name}, from`), head(y, `${each.name}, to`)] : []),
  ]);
  const cell = (value: number | undefined) => (value === undefined ? "" : Number(value.toPrecision(4)));
  const cells = (each: CurveSeries, at: number) => {
    const point = each.points.find((one) => one.x === at);
    const own = cell(point?.y ?? between(each, at, x.log, y.log));
    return withInterval(each) ? [own, cell(point?.low), cell(point?.high)] : [own];
  };
  return {
    columns: [head(x, x.label), ...columns],
    rows: wanted.map((at) => [Number(at.toPrecision(6)), ...series.flatMap((each) => cells(each, at))]),
  };
}

/** The value between two points: the straight line on these axes, or the step. */
function between({ points, kind }: CurveSeries, at: number, isLogX = false, isLogY = false): number | undefined {
  const i = points.findIndex(({ x }) => x > at);
  if (kind === "points" || i === 0) return undefined;
  if (kind === "step") return points[i < 0 ? points.length - 1 : i - 1].y;
  if (i < 0) return undefined;
  const bend = (value: number, isLog: boolean) => (isLog ? Math.log(value) : value);
  const [a, b] = [points[i - 1], points[i]];
  const part = (bend(at, isLogX) - bend(a.x, isLogX)) / (bend(b.x, isLogX) - bend(a.x, isLogX));
  const value = bend(a.y, isLogY) + part * (bend(b.y, isLogY) - bend(a.y, isLogY));
  return isLogY ? Math.exp(value) : value;
}

function describe({ x, y, series, marks = [] }: CurvesOptions): string {
  const unit = (axis: AxisOptions) => (axis.unit ? ` ${axis.unit}` : "");
  const point = (at: CurvePoint) => `${numberText(at.y)}${unit(y)} at ${numberText(at.x)}${unit(x)}`;
  const told = series.map(({ name, points, note }) => {
    const [first, last] = [points[0], points[points.length - 1]];
    const way = points.length === 1 ? point(first) : `from ${point(first)} to ${point(last)}`;
    return `${name}: ${way}${note ? `, ${note}` : ""}`;
  });
  const where = ({ x: at, y: value, label }: CurveMark) =>
    `${label} at ${[...(at === undefined ? [] : [`${numberText(at)}${unit(x)}`]), ...(value === undefined ? [] : [`${numberText(value)}${unit(y)}`])].join(", ")}`;
  const logs = [...(x.log ? [x.label] : []), ...(y.log ? [y.label] : [])];
  return [
    `${y.label} over ${x.label}. ${told.join("; ")}.`,
    ...(marks.length ? [`Marked: ${marks.map(where).join("; ")}.`] : []),
    ...(logs.length ? [`Logarithmic: ${logs.join(", ")}.`] : []),
  ].join(" ");
}
