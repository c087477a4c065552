// How many points a value of the capstone earns: all at one value, none at another, linear in between.
import { DeploymentError } from "../../deployment.js";

export type ScoredPart = "median" | "tail" | "survival" | "carriers" | "recovery" | "cost";

/** Points, and the values that earn full points and none. In ms, ms, shares of users, s, share of the budget. */
export const scoring: Readonly<
  Record<ScoredPart, { readonly of: number; readonly full: number; readonly none: number }>
> = {
  median: { of: 15, full: 20, none: 120 },
  tail: { of: 40, full: 60, none: 220 },
  survival: { of: 10, full: 1, none: 0.8 },
  carriers: { of: 10, full: 1, none: 0.5 },
  recovery: { of: 10, full: 3, none: 180 },
  cost: { of: 15, full: 0.4, none: 1 },
};

export interface ScorePart {
  readonly part: ScoredPart;
  /** In the unit of `scoring`: the worst case where there are several. */
  readonly value: number;
  readonly points: number;
  readonly of: number;
  /** The result and, if points are missing, a hint. */
  readonly feedback: string;
}

/** The share of points that a value earns: all at `full`, none at `none`, linear in between. */
export function pointsFor(part: ScoredPart, value: number): number {
  const { full, none } = scoring[part];
  if (Number.isNaN(value)) throw new DeploymentError(`The ${part} cannot be marked: no user is answered.`);
  return Math.min(1, Math.max(0, (value - none) / (full - none)));
}

/** The mean of the points of several cases, with the worst value. */
export function pointsOfCases(part: ScoredPart, values: readonly number[]): Pick<ScorePart, "points" | "of"> {
  const { of } = scoring[part];
  return { points: (of * values.reduce((sum, value) => sum + pointsFor(part, value), 0)) / values.length, of };
}
