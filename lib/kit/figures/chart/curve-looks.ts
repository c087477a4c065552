// Styles that distinguish the curves and points of a chart without colour, because colours mean sites. Styled by css.ts.
import { legendIcon } from "../core/index.js";

/** Lines differ in weight and pattern (classes ak-line-0 to ak-line-5), points in shape. */
export const LINE_LOOKS = 6;

/** Shapes around the origin: a full dot, a ring, a saltire, a cross. */
const shapes = [
  "m-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0z",
  "m-4,0a4,4,0,1,0,8,0a4,4,0,1,0,-8,0z",
  "m-4,-4l8,8m-8,0l8,-8",
  "m-5,0h10m-5,-5v10",
] as const;
export const POINT_LOOKS = shapes.length;

/** A mark at each of these pixels, as path data. */
export const pointMarks = (look: number, pixels: readonly (readonly [x: number, y: number])[]) =>
  pixels.map(([x, y]) => `M${x},${y}${shapes[look]}`).join("");

/** A sample for a legend: `look` as a curve has it. */
export const sample = (look: string, number: number, isLine: boolean) =>
  legendIcon(`<path class="${look}" d="${isLine ? "M-8,0H8" : `M0,0${shapes[number]}`}"/>`);
