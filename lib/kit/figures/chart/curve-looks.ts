// Styles that distinguish the curves and points of a chart: by a colour of their own, which no site has, and also by pattern or shape.
// Styled by css.ts, in both themes (designColours of core/theme.ts).
import { legendIcon } from "../core/index.js";

/** Lines differ in colour and pattern (classes ak-line-0 to ak-line-5), points in shape. */
export const LINE_LOOKS = 6;

/** Plot's symbols: a full dot, a ring, a saltire, a cross, a triangle. */
export const POINT_SYMBOLS = ["circle", "circle", "times", "plus", "triangle"] as const;
/** The same for a legend. */
const shapes = [
  "m-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0z",
  "m-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0z",
  "m-4,-4l8,8m-8,0l8,-8",
  "m-5,0h10m-5,-5v10",
  "m0,-5l5,9h-10z",
] as const;
export const POINT_LOOKS = shapes.length;

/** A sample for a legend: `look` as a curve has it. */
export const sample = (look: string, number: number, isLine: boolean) =>
  legendIcon(`<path class="${look}" d="${isLine ? "M-8,0H8" : `M0,0${shapes[number]}`}"/>`);
