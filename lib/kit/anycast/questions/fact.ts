// A fact that a run finds, with its number, and whether it is as expected.

export interface Fact {
  readonly text: string;
  readonly holds: boolean;
}

/** Whether a value is within bounds, both included. Without bounds it always is. */
export const isWithin = (value: number, [least, most]: readonly [number, number] = [-Infinity, Infinity]): boolean =>
  value >= least && value <= most;
