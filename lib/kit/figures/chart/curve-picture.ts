// Curves between two axes as SVG: lines, steps, points with intervals, marks, each with its name beside it if there is room.
import { type Pixel, textWidth } from "../core/index.js";
import { group, picture, svgElement } from "../svg/index.js";
import { pointMarks } from "./curve-looks.js";
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
  const { left, right, bottom, px, py } = field;
  const inside = ({ x: at, y: value }: CurvePoint) =>
    at >= x.domain[0] && at <= x.domain[1] && value >= y.domain[0] && value <= y.domain[1];
  const ways = curves.map((curve) => (curve.kind === "points" ? [] : wayOf(curve, field)));
  const grid = [
    ...x.ticks.map((tick) => `M${px(tick)},${HEAD}V${bottom}`),
    ...y.ticks.map((tick) => `M${left},${py(tick)}H${right}`),
  ];
  const lines = curves.map(({ look }, i) => svgElement("path", { class: look, d: pathOf(ways[i]) }));
  const bands = curves.map(({ look, points, kind }) =>
    svgElement("path", { class: look, d: kind === "points" ? "" : bandOf(points, field) }),
  );
  const whiskers = curves.map(({ kind, points }) =>
    kind === "points" ? points.map((point) => whiskerOf(point, scene, field)).join("") : "",
  );
  const spots = curves.map(({ kind, points, dots, number, look }) => {
    const shown = (kind === "points" ? points : dots).filter(inside);
    const pixels = shown.map((point): Pixel => [px(point.x), py(point.y)]);
    return svgElement("path", { class: `${look} ak-spot`, d: pointMarks(kind === "points" ? number : 0, pixels) });
  });
  const rules = marks.map(({ x: at, y: value }) => {
    if (at !== undefined && value !== undefined) return "";
    return at !== undefined ? `M${px(at)},${HEAD}V${bottom}` : `M${left},${py(value!)}H${right}`;
  });
  const rings = marks.map(({ x: at, y: value }) =>
    at !== undefined && value !== undefined ? `M${px(at) - 7},${py(value)}a7,7,0,1,0,14,0a7,7,0,1,0,-14,0z` : "",
  );
  const { written, unwritten } = curveNames(scene, ways, field);
  const drawn = (elements: readonly Element[]) => elements.filter((each) => each.getAttribute("d") !== "");
  const one = (className: string, d: readonly string[]) => svgElement("path", { class: className, d: d.join("") });
  const svg = picture(size.width, size.height, [
    one("ak-chart-grid", grid),
    // An SVG within an SVG cuts off what leaves the axes.
    svgElement(
      "svg",
      {
        x: left,
        y: HEAD,
        width: right - left,
        height: bottom - HEAD,
        viewBox: `${left} ${HEAD} ${right - left} ${bottom - HEAD}`,
      },
      [group("ak-bands", drawn(bands)), group("ak-curves-drawn", drawn(lines))],
    ),
    group("ak-marks", drawn([one("ak-mark-rule", rules), one("ak-mark-ring", rings)])),
    group("ak-spots", drawn([one("ak-whisker", whiskers), ...spots])),
    group("ak-axes", axisTexts(scene, field, size)),
    group("ak-labels", written),
  ]);
  return { svg, unwritten };
}

/** The path of a curve in pixels; of points that share half a pixel only the last is kept. */
function wayOf({ kind, points }: Curve, { px, py, right }: Field): Pixel[] {
  const pixels = points.map(({ x, y }): Pixel => [px(x), py(y)]);
  const kept = pixels.filter(
    ([x], i) =>
      i === 0 ||
      i === pixels.length - 1 ||
      (pixels[i + 1][0] - x > 0.01 && Math.floor(2 * x) !== Math.floor(2 * pixels[i + 1][0])),
  );
  if (kind === "line") return kept;
  const steps = kept.flatMap(([x, y], i): Pixel[] =>
    i === 0
      ? [[x, y]]
      : [
          [x, kept[i - 1][1]],
          [x, y],
        ],
  );
  const last = kept[kept.length - 1];
  return last[0] < right ? [...steps, [right, last[1]]] : steps;
}

const pathOf = (way: readonly Pixel[]) => (way.length > 1 ? `M${way.map(([x, y]) => `${x},${y}`).join("L")}` : "");

/** The intervals around a line, as one area. */
function bandOf(points: readonly CurvePoint[], { px, py }: Field): string {
  const sure = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (sure.length < 2) return "";
  const side = (of: (point: CurvePoint) => number) => sure.map((point) => `${px(point.x)},${py(of(point))}`);
  return `M${[...side(({ high }) => high!), ...side(({ low }) => low!).reverse()].join("L")}Z`;
}

/** The interval of one point, clipped to the axis. */
function whiskerOf({ x, low, high }: CurvePoint, scene: CurveScene, { px, py, bottom }: Field): string {
  const [from, to] = scene.y.domain;
  if (low === undefined || high === undefined || high < from || low > to) return "";
  if (x < scene.x.domain[0] || x > scene.x.domain[1]) return "";
  const foot = low >= from ? `M${px(x) - 3},${py(low)}h6m-3,0` : `M${px(x)},${bottom}`;
  return `${foot}V${high <= to ? `${py(high)}m-3,0h6` : HEAD}`;
}

function axisTexts({ x, y }: CurveScene, { left, right, bottom, px, py }: Field, { width }: CurveSize): Element[] {
  let end = -Infinity;
  const xTexts = x.ticks.flatMap((tick) => {
    const half = textWidth(x.text(tick), FONT) / 2;
    if (px(tick) - half < end + 6) return [];
    end = px(tick) + half;
    return [svgElement("text", { x: px(tick), y: bottom + 18, "text-anchor": "middle" }, [x.text(tick)])];
  });
  let top = Infinity;
  const yTexts = y.ticks.flatMap((tick) => {
    if (py(tick) > top - FONT) return [];
    top = py(tick);
    return [svgElement("text", { x: left - 7, y: py(tick) + 4.5, "text-anchor": "end" }, [y.text(tick)])];
  });
  const half = textWidth(x.title, FONT) / 2;
  const middle = Math.min(Math.max((left + right) / 2, half), width - half);
  return [
    ...yTexts,
    ...xTexts,
    svgElement("text", { x: 0, y: 13 }, [y.title]),
    svgElement("text", { x: middle, y: bottom + 38, "text-anchor": "middle" }, [x.title]),
  ];
}
