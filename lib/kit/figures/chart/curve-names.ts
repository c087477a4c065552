// Placement of the names of curves and the labels of marks: beside their curve or mark, off everything else. A name that every free
// place would put nearer to another curve is left to the legend.
import {
  COVER,
  type Pixel,
  declutter,
  type Label,
  lengthInside,
  type Placement,
  type Rect,
  textWidth,
} from "../core/index.js";
import { svgElement } from "../svg/index.js";
import { HEAD, FONT, type CurveScene, type Field } from "./curve-scene.js";

/** A name is as its curve: in its colour, or pale. */
const nameClass = (look: string) =>
  /ak-site-./.exec(look)?.[0] ??
  (look.includes("ak-line-quiet") ? "ak-quiet" : (/ak-line-\d/.exec(look)?.[0].replace("line", "design") ?? ""));

/** Each name beside its own curve, each mark's label beside its mark, off all others. */
export function curveNames({ curves, marks }: CurveScene, drawn: readonly (readonly Pixel[])[], field: Field) {
  const { left, right, bottom } = field;
  const px = (x: number) => tenth(field.px(x));
  const py = (y: number) => tenth(field.py(y));
  const ways = drawn.map((way) => way.map(([x, y]): Pixel => [tenth(x), tenth(y)]));
  const ofMarks = marks.map(({ label, x, y }, i): Label => {
    const place = placing(label);
    const spots: Placement[] =
      x !== undefined && y !== undefined
        ? [14, -14, 28, -28].flatMap((dy, n) => [
            place([px(x) + 11, py(y) + dy], "start", n),
            place([px(x) - 11, py(y) + dy], "end", n + 0.5),
          ])
        : x !== undefined
          ? Array.from({ length: 12 }, (_, row) => [
              place([px(x) + 6, HEAD + 9 + 17 * row], "start", row),
              place([px(x) - 6, HEAD + 9 + 17 * row], "end", row + 0.5),
            ]).flat()
          : [right - 2, (left + right) / 2, left + nameWidth(label) + 4].flatMap((end, n) => [
              place([end, py(y!) - 10], "end", n),
              place([end, py(y!) + 10], "end", n + 0.5),
            ]);
    return { key: `mark ${i}`, placements: spots, priority: 100 - i };
  });
  const ofCurves = curves.flatMap(({ name, kind }, i): Label[] => {
    const way = ways[i].filter(([x, y]) => x >= left && x <= right && y >= HEAD && y <= bottom);
    if (kind === "points" || way.length === 0 || curves.length === 1) return [];
    const place = placing(name);
    const placements = [0.66, 0.76, 0.56, 0.86, 0.46, 0.36, 0.96, 0.26, 0.16, 0.06].flatMap((part, n) => {
      const [x, y] = pointOn(way, part, kind === "step" ? 1 : 0);
      return [
        place([x + 8, y + 12], "start", n),
        place([x - 8, y - 12], "end", n + 0.3),
        place([x - 8, y + 12], "end", n + 0.6),
        place([x + 8, y - 12], "start", n + 0.6),
      ];
    });
    const others = ways.filter((_, other) => other !== i);
    const misleads = ({ rect }: Placement) => isNearer(rect, others, ways[i]);
    const judged = placements.map((each) => (misleads(each) ? { ...each, cost: each.cost + COVER } : each));
    return [{ key: `curve ${i}`, placements: judged, priority: 50 - i }];
  });
  const rules = marks.flatMap(({ x, y }): Pixel[][] =>
    x !== undefined && y === undefined
      ? [
          [
            [px(x), HEAD],
            [px(x), bottom],
          ],
        ]
      : y !== undefined && x === undefined
        ? [
            [
              [left, py(y)],
              [right, py(y)],
            ],
          ]
        : [],
  );
  const taken = curves.flatMap(({ points, kind }) =>
    kind === "points"
      ? points.map(({ x, y }) => ({ key: "", rect: { x: px(x) - 5, y: py(y) - 5, width: 10, height: 10 } }))
      : [],
  );
  const bounds = { x: left, y: HEAD, width: right - left + 12, height: bottom - HEAD };
  const kept = declutter([...ofMarks, ...ofCurves], { bounds, marks: taken, lines: [...ways, ...rules] });
  const write = (key: string, text: string, className: string) => {
    const spot = kept.get(key);
    if (!spot) return [];
    return [svgElement("text", { class: className, x: spot.x, y: spot.y + 4.5, "text-anchor": spot.anchor }, [text])];
  };
  return {
    written: [
      ...curves.flatMap(({ name, look }, i) => write(`curve ${i}`, name, nameClass(look))),
      ...marks.flatMap(({ label }, i) => write(`mark ${i}`, label, "ak-mark-name")),
    ],
    unwritten: marks.flatMap(({ label }, i) => (kept.has(`mark ${i}`) ? [] : [label])),
  };
}

/** Hosts differ in the last digits of a logarithm, and must still choose the same of two equally good places. */
const tenth = (px: number) => Math.round(px * 10) / 10;

/** Whether one of the others crosses a name, or comes nearer to it than its own curve: a reader takes the nearest. In steps of 4 px. */
function isNearer(name: Rect, others: readonly (readonly Pixel[])[], own: readonly Pixel[]): boolean {
  const comes = (line: readonly Pixel[], gap: number) =>
    lengthInside(line, {
      x: name.x - gap,
      y: name.y - gap,
      width: name.width + 2 * gap,
      height: name.height + 2 * gap,
    }) > 0;
  const gap = [0, 4, 8, 12].find((each) => comes(own, each)) ?? 16;
  return others.some((line) => comes(line, Math.max(0, gap - 4)));
}

const nameWidth = (text: string) => textWidth(text, FONT, true);

/** Placements of a text: starting at a pixel, or ending at it. */
function placing(text: string) {
  const width = nameWidth(text);
  return ([x, y]: Pixel, anchor: "start" | "end", cost: number): Placement => {
    const rect = { x: anchor === "start" ? x : x - width, y: y - FONT / 2, width, height: FONT };
    return { x, y, anchor, cost, rect };
  };
}

/** A straight piece with points of its own in between, px. */
const LONG = 24;

/** The point at this fraction of a curve's width; for steps, of its height, because flat steps are wide. */
function pointOn(way: readonly Pixel[], part: number, side: 0 | 1): Pixel {
  const [from, to] = [way[0][side], way[way.length - 1][side]];
  const wanted = Math.abs(part * (to - from));
  const i = way.findIndex((pixel) => Math.abs(pixel[side] - from) >= wanted);
  if (i < 1) return way[i < 0 ? way.length - 1 : 0];
  const [before, after] = [way[i - 1], way[i]];
  if (side === 1 || after[0] - before[0] < LONG) return after;
  const along = (wanted - Math.abs(before[0] - from)) / (after[0] - before[0]);
  return [before[0] + along * (after[0] - before[0]), before[1] + along * (after[1] - before[1])];
}
