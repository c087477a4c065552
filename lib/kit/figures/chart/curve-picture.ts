// Curves between two axes, drawn by Observable Plot: lines, steps, points with intervals, marks, each with its name beside it
// where there is room. Looks are classes, so that the style sheet colours them in both themes.
import { spaced } from "./axis.js";
import { areaY, axisX, axisY, dot, gridX, gridY, line, plot, ruleX, ruleY } from "@observablehq/plot";
import { type Pixel, textWidth } from "../core/index.js";
import { group, pictureDocument, svgElement } from "../svg/index.js";
import { POINT_SYMBOLS } from "./curve-looks.js";
import { curveNames } from "./curve-names.js";
import { fieldOf, FONT, HEAD, type Curve, type CurvePoint, type CurveScene, type Field } from "./curve-scene.js";

export interface CurveSize {
  readonly className: string;
  readonly width: number;
  readonly height: number;
}

export const curveSizes: readonly CurveSize[] = [
  { className: "ak-wide", width: 640, height: 340 },
  { className: "ak-narrow", width: 350, height: 300 },
];

/** The drawing, and the names and marks that did not fit. */
export function drawCurves(scene: CurveScene, size: CurveSize): { svg: Element; unwritten: string[] } {
  const { x, y, curves, marks } = scene;
  const field = fieldOf(scene, size);
  const { left, right, bottom } = field;
  const lines = curves.map((curve) => (curve.kind === "points" ? [] : visible(curve, field, x.domain[1])));
  const ways = curves.map((curve, i) => wayOf(curve, lines[i], field));
  const { written, unwritten } = curveNames(scene, ways, field);
  const inside = ({ x: at, y: value }: CurvePoint) =>
    at >= x.domain[0] && at <= x.domain[1] && value >= y.domain[0] && value <= y.domain[1];
  // A clip path costs as much as a curve: only where something leaves the axes.
  const leaves = curves.some(({ points, dots }) => !points.every(inside) || !dots.every(inside)) || undefined;
  const at = { x: "x", y: "y" } as const;
  const upright = marks.filter((mark) => mark.x !== undefined && mark.y === undefined);
  const across = marks.filter((mark) => mark.y !== undefined && mark.x === undefined);
  const rings = marks.filter((mark) => mark.x !== undefined && mark.y !== undefined);
  const whiskers = curves.flatMap(({ kind, points }) => (kind === "points" ? points.flatMap(cutTo(scene)) : []));
  const labels: readonly Element[] = [group("ak-axes", titles(scene, field, size)), group("ak-labels", written)];
  const svg = plot({
    document: pictureDocument(),
    width: size.width,
    height: size.height,
    marginLeft: left,
    marginRight: size.width - right,
    marginTop: HEAD,
    marginBottom: size.height - bottom,
    x: { type: x.isLog ? "log" : "linear", domain: [...x.domain], axis: null },
    y: { type: y.isLog ? "log" : "linear", domain: [...y.domain], axis: null },
    marks: [
      gridX([...x.ticks], { className: "ak-chart-grid" }),
      gridY([...y.ticks], { className: "ak-chart-grid" }),
      ...curves.map(({ kind, points, look }) => {
        const sure = kind === "points" ? [] : points.filter(({ low, high }) => low !== undefined && high !== undefined);
        return sure.length < 2 ? null : areaY(sure, { x: "x", y1: "low", y2: "high", clip: leaves, className: `ak-band ${look}` }); // prettier-ignore
      }),
      ...curves.map(({ kind, look }, i) => {
        if (lines[i].length < 2) return null;
        return line(lines[i], {
          ...at,
          curve: kind === "step" ? "step-after" : "linear",
          clip: leaves,
          className: look,
        });
      }),
      ruleX(upright, { x: "x", className: "ak-mark-rule" }),
      ruleY(across, { y: "y", className: "ak-mark-rule" }),
      dot(rings, { ...at, r: 7, className: "ak-mark-ring" }),
      whiskers.length ? ruleX(whiskers, { x: "x", y1: "low", y2: "high", className: "ak-whisker" }) : null,
      ...curves.map(({ kind, points, dots, number, look }) => {
        const shown = (kind === "points" ? points : dots).filter(inside);
        const symbol = kind === "points" ? POINT_SYMBOLS[number] : "circle";
        return shown.length ? dot(shown, { ...at, r: 4, symbol, className: `${look} ak-spot` }) : null;
      }),
      axisX([...spaced(x.ticks, field.px, (tick) => textWidth(x.text(tick), FONT) + 6)], {
        text: x.text,
        ...bare,
      }),
      axisY([...spaced(y.ticks, field.py, () => FONT)], { text: y.text, ...bare }),
      () => group("ak-names", labels),
    ],
  });
  return { svg, unwritten };
}

const bare = { tickSize: 0, tickPadding: 7, label: null, fontSize: FONT } as const;

/** The points of a line; of points that share half a pixel only the last is kept. A step lasts to the end of the axis. */
function visible({ kind, points }: Curve, { px }: Field, end: number): CurvePoint[] {
  const half = (i: number) => Math.floor(2 * px(points[i].x));
  const kept = points.filter((_, i) => i === 0 || i === points.length - 1 || half(i) !== half(i + 1));
  const last = kept[kept.length - 1];
  return kind === "step" && last.x < end ? [...kept, { x: end, y: last.y }] : kept;
}

/** The same in pixels, with the corners of steps: names keep off it. */
function wayOf({ kind }: Curve, points: readonly CurvePoint[], { px, py }: Field): Pixel[] {
  const pixels = points.map(({ x, y }): Pixel => [px(x), py(y)]);
  if (kind !== "step") return pixels;
  return pixels.flatMap(([x, y], i): Pixel[] => (i === 0 ? [[x, y]] : [[x, pixels[i - 1][1]], [x, y]])); // prettier-ignore
}

/** The interval of a point, clipped to the axis; none if it is beyond them. */
function cutTo({ x, y }: CurveScene) {
  const [from, to] = y.domain;
  return ({ x: at, low, high }: CurvePoint) => {
    if (low === undefined || high === undefined || high < from || low > to) return [];
    if (at < x.domain[0] || at > x.domain[1]) return [];
    return [{ x: at, low: Math.max(low, from), high: Math.min(high, to) }];
  };
}

/** The names of the axes: of y above it, of x under its middle, within the picture. */
function titles({ x, y }: CurveScene, { left, right, bottom }: Field, { width }: CurveSize): Element[] {
  const half = textWidth(x.title, FONT) / 2;
  const middle = Math.min(Math.max((left + right) / 2, half), width - half);
  return [
    svgElement("text", { x: 0, y: 13 }, [y.title]),
    svgElement("text", { x: middle, y: bottom + 38, "text-anchor": "middle" }, [x.title]),
  ];
}
