// What a chart of curves shows, and the field between its axes in pixels.
import type { Axis } from "./axis.js";
import { textWidth } from "../core/index.js";

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** The interval round y. */
  readonly low?: number;
  readonly high?: number;
}

/** What is drawn as one: a line through its points, steps that hold until the next point, or the points alone. */
export interface Curve {
  readonly name: string;
  readonly kind: "line" | "step" | "points";
  readonly points: readonly CurvePoint[];
  /** Points of the line that are set off. */
  readonly dots: readonly CurvePoint[];
  /** Its class, and the number of its shape where it is points. */
  readonly look: string;
  readonly number: number;
}

export interface CurveMark {
  /** With x alone a line upwards, with y alone a line across, with both a ring. */
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

/** Of all that is written, px; room above the axes and under them. */
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
