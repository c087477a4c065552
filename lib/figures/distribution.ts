// How something is spread over the users: for each value the part of them that has no more (the cumulative distribution), one
// line for each design, with its median and its 95th percentile. A chart with axes, so Observable Plot draws it.
import { axisX, axisY, dot, gridX, line, plot, ruleY, text } from "@observablehq/plot";
import { weightedQuantiles } from "../anycast/quantile.js";
import { declutter, type Label, type Placement } from "./declutter.js";
import { pictureDocument } from "./document.js";
import type { Figure } from "./figure.js";
import { FigureError } from "./figure-error.js";
import { frame, type FigureText } from "./frame.js";
import { escapeHtml } from "./html.js";
import { legendIcon, legendList } from "./legend.js";
import { svgPicture } from "./svg-picture.js";
import { textWidth } from "./text-width.js";

export interface Distribution {
  readonly name: string;
  /** Infinity for users who get no answer: the line ends below all of them. */
  readonly values: readonly { readonly value: number; readonly weight: number }[];
}

export interface DistributionOptions extends FigureText {
  /** What is spread: "round trip". */
  readonly what: string;
  /** "ms" unless given. */
  readonly unit?: string;
  /** The axis ends here; where 99.5 % of the slowest line are, unless given. */
  readonly most?: number;
}

/** The values of the clients that have one, by weight. @example distribution("anycast", result.clients, (client) => client.site && client.rttMs) */
export function distribution<T extends { readonly weight: number }>(
  name: string,
  clients: readonly T[],
  valueOf: (client: T) => number | undefined,
): Distribution {
  return { name, values: clients.map((client) => ({ value: valueOf(client) ?? Infinity, weight: client.weight })) };
}

interface Curve {
  readonly name: string;
  readonly look: number;
  readonly points: readonly { readonly value: number; readonly part: number }[];
  readonly median: number;
  readonly p95: number;
  readonly unanswered: number;
}

const sizes = [
  { className: "ak-wide", width: 640, height: 330 },
  { className: "ak-narrow", width: 350, height: 300 },
] as const;
const MARGIN = { left: 46, right: 18, top: 12, bottom: 42 };
const FONT = 13;

/** Lines that differ in weight and pattern, so that they need no colour: colours are the sites'. */
const looks = [
  { stroke: "var(--ak-text)", strokeWidth: 2.6 },
  { stroke: "var(--ak-text)", strokeWidth: 1.8, strokeDasharray: "7 4" },
  { stroke: "var(--ak-muted)", strokeWidth: 2.2 },
  { stroke: "var(--ak-text)", strokeWidth: 1.8, strokeDasharray: "2 3" },
  { stroke: "var(--ak-muted)", strokeWidth: 1.8, strokeDasharray: "10 3 2 3" },
] as const;

/**
 * @example distributionFigure([distribution("anycast", result.clients, ({ site, rttMs }) => (site ? rttMs : undefined))],
 *   { name: "rtts", title: "How long users wait", what: "round trip" })
 * @throws FigureError for no line, more than five, or one without an answered user
 */
export function distributionFigure(distributions: readonly Distribution[], options: DistributionOptions): Figure {
  const { name, title, what, unit = "ms" } = options;
  const where = `Distribution ${name}`;
  if (distributions.length === 0 || distributions.length > looks.length)
    throw new FigureError(`${where} has ${distributions.length} lines. Give one to ${looks.length}.`);
  const curves = distributions.map((each, look) => curve(where, each, look));
  const most =
    options.most ?? Math.max(...curves.map(({ points }) => points.filter(({ part }) => part <= 0.995).at(-1)!.value));
  if (!(most > 0)) throw new FigureError(`${where}: the axis would end at ${most}. Give most, above 0.`);
  const written = (value: number) => (Number.isFinite(value) ? `${round(value)} ${unit}` : "no answer");
  const each = curves.map(
    ({ name: who, median, p95, unanswered }) =>
      `${who}: median ${written(median)}, 95th percentile ${written(p95)}${unanswered > 0 ? `, ${percent(unanswered)} without an answer` : ""}`,
  );
  const description =
    options.description ??
    `For each ${what} in ${unit} the part of the users that has no more of it, by weight. ${each.join("; ")}. ` +
      `Dots stand at the median and the 95th percentile; what lies beyond ${round(most)} ${unit} is not drawn.`;
  const pictures = sizes.map((size) =>
    svgPicture(draw(curves, most, `${what} (${unit})`, size), {
      name: `${name}-${size.className}`,
      label: `Distribution: ${title}`,
      description,
      className: size.className,
    }),
  );
  const levels = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
  return frame({
    ...options,
    kind: "chart",
    description,
    data: {
      columns: ["part of the users (%)", ...curves.map((each) => `${each.name} (${unit})`)],
      rows: levels.map((level) => [
        round(100 * level),
        ...distributions.map(({ values }) => {
          const [value] = weightedQuantiles(values, (item) => item.value, [level]);
          return Number.isFinite(value) ? round(value) : "none";
        }),
      ]),
    },
    picture: pictures.join(""),
    legend: legendList([
      ...curves.map(({ look }, i) => {
        const { stroke, strokeWidth, ...rest } = looks[look];
        const dashes = "strokeDasharray" in rest ? ` stroke-dasharray="${rest.strokeDasharray}"` : "";
        const sample = `<path d="M-8,0H8" fill="none" style="stroke:${stroke}" stroke-width="${strokeWidth}"${dashes}/>`;
        return `${legendIcon(sample)} ${escapeHtml(each[i])}`;
      }),
    ]),
  });
}

const round = (value: number) => Number(value.toFixed(value < 10 ? 1 : 0));
const percent = (share: number) => `${round(100 * share)} %`;

function curve(where: string, { name, values }: Distribution, look: number): Curve {
  const weight = (list: Distribution["values"]) => list.reduce((sum, each) => sum + each.weight, 0);
  const finite = values.filter(({ value }) => Number.isFinite(value));
  const [all, answered] = [weight(values), weight(finite)];
  if (!(answered > 0)) throw new FigureError(`${where}: line "${name}" has no user with an answer.`);
  const top = answered / all;
  const levels = Array.from({ length: 201 }, (_, i) => i / 200);
  const quantiles = weightedQuantiles(finite, ({ value }) => value, levels);
  const points = levels.map((level, i) => ({ value: quantiles[i], part: level * top }));
  const [median, p95] = weightedQuantiles(values, ({ value }) => value, [0.5, 0.95]);
  return { name, look, points: [{ value: points[0].value, part: 0 }, ...points], median, p95, unanswered: 1 - top };
}

function draw(
  curves: readonly Curve[],
  most: number,
  label: string,
  { width, height }: (typeof sizes)[number],
): Element {
  const px = (value: number) => MARGIN.left + ((width - MARGIN.left - MARGIN.right) * value) / most;
  const py = (part: number) => MARGIN.top + (height - MARGIN.top - MARGIN.bottom) * (1 - part);
  const names = placeNames(curves, most, { px, py, width, height });
  const marks = curves.flatMap(
    ({ median, p95, look }) =>
    [{ value: median, part: 0.5 }, { value: p95, part: 0.95 }].filter(({ value }) => value <= most).map((each) => ({ ...each, look })), // prettier-ignore
  );
  return plot({
    document: pictureDocument(),
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    x: { domain: [0, most] },
    y: { domain: [0, 1] },
    marks: [
      gridX({ stroke: "var(--ak-rule)", strokeOpacity: 1, ticks: 5 }),
      ruleY([0, 0.5, 0.95, 1], { stroke: "var(--ak-rule)" }),
      axisX({ ticks: 5, tickSize: 0, label, labelAnchor: "center", labelArrow: "none", fontSize: FONT }),
      axisY({
        ticks: [0, 0.25, 0.5, 0.75, 0.95],
        tickFormat: (part: number) => `${Math.round(100 * part)} %`,
        tickSize: 0,
        label: null,
        fontSize: FONT,
      }),
      ...curves.map(({ points, look }) =>
        line(
          points.filter(({ value }) => value <= most),
          { x: "value", y: "part", ...looks[look] },
        ),
      ),
      dot(marks, {
        x: "value",
        y: "part",
        r: 4.5,
        fill: ({ look }: { look: number }) => looks[look].stroke,
        stroke: "var(--ak-background)",
      }),
      text(names, {
        x: "value",
        y: "part",
        text: "name",
        textAnchor: "start",
        fontSize: FONT,
        fontWeight: 600,
        fill: "var(--ak-text)",
        stroke: "var(--ak-background)",
        strokeWidth: 4,
      }),
    ],
  });
}

interface Field {
  readonly px: (value: number) => number;
  readonly py: (part: number) => number;
  readonly width: number;
  readonly height: number;
}

/** Each name beside its own line, off the others. */
function placeNames(curves: readonly Curve[], most: number, { px, py, width, height }: Field) {
  const lines = curves.map(({ points }) =>
    points.filter(({ value }) => value <= most).map(({ value, part }) => [px(value), py(part)] as const),
  );
  const labels = curves.map(({ name, points, look }): Label => {
    const wide = textWidth(name, FONT, true);
    const shown = points.filter(({ value }) => value <= most);
    const placements = [0.62, 0.7, 0.78, 0.55, 0.47, 0.4, 0.86, 0.32, 0.25].flatMap((level, i): Placement[] => {
      const point = shown.find(({ part }) => part >= level) ?? shown[shown.length - 1];
      const at = (dx: number, dy: number, cost: number): Placement => {
        const [x, y] = [px(point.value) + dx, py(point.part) + dy];
        return { x, y, anchor: "start", cost, rect: { x, y: y - FONT / 2, width: wide, height: FONT } };
      };
      return [at(9, 9, i), at(-9 - wide, -9, i + 0.5)];
    });
    return { key: String(look), placements, priority: curves.length - look };
  });
  const bounds = {
    x: MARGIN.left,
    y: MARGIN.top,
    width: width - MARGIN.left,
    height: height - MARGIN.top - MARGIN.bottom,
  };
  const kept = declutter(labels, { bounds, marks: [], lines });
  return curves.flatMap(({ name, look }) => {
    const placement = kept.get(String(look));
    if (!placement) return [];
    const value = ((placement.x - MARGIN.left) * most) / (width - MARGIN.left - MARGIN.right);
    const part = 1 - (placement.y - MARGIN.top) / (height - MARGIN.top - MARGIN.bottom);
    return [{ name, value, part }];
  });
}
