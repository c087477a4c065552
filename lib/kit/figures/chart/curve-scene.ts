// The content of a chart of curves, and the area between its axes in pixels.
import type { Axis } from "./axis.js";
import { textWidth } from "../core/index.js";

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** The interval around y. */
  readonly low?: number;
  readonly high?: number;
}

/** One drawn series: a line through its points, steps that hold until the next point, or points only. */
export interface Curve {
  readonly name: string;
  readonly kind: "line" | "step" | "points";
  readonly points: readonly CurvePoint[];
  /** Highlighted points of the line. */
  readonly dots: readonly CurvePoint[];
  /** Its class, and the number of its shape if it has points. */
  readonly look: string;
  readonly number: number;
}

export interface CurveMark {
  /** With x only a vertical line, with y only a horizontal line, with both a ring. */
  readonly x?: number;
  readonly y?: number;
  readonly label: string;
}

export interface CurveScene {
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
  readonly marks: readonly CurveMark[];
}

/** Font size, px; space above and below the axes. */
export const FONT = 13;
export const HEAD = 30;
const FOOT = 44;

export interface Field {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly px: (value: number) => number;
  readonly py: (value: number) => number;
}

export function fieldOf(
  { x, y }: CurveScene,
  { width, height }: { readonly width: number; readonly height: number },
): Field {
  const left = Math.ceil(Math.max(...y.ticks.map((tick) => textWidth(y.text(tick), FONT)), 8)) + 8;
  const right = width - Math.max(14, Math.ceil(textWidth(x.text(x.ticks.at(-1) ?? 0), FONT) / 2));
  const bottom = height - FOOT;
  return {
    left,
    right,
    bottom,
    px: (value) => left + (right - left) * x.part(value),
    py: (value) => bottom - (bottom - HEAD) * y.part(value),
  };
}
