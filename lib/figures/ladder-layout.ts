// Where things stand in a ladder diagram: rails side by side, time downwards. Time is drawn to scale while packets fly, and cut
// short where nothing happens for long: a timeout of 5 s and a round trip of 20 ms fit on one page.
import type { Ladder } from "../traffic/ladder.js";

export interface LadderSize {
  readonly className: string;
  readonly width: number;
  /** Room for the times at the left, px. */
  readonly left: number;
  readonly right: number;
}

export const ladderSizes: readonly LadderSize[] = [
  { className: "ak-wide", width: 640, left: 96, right: 60 },
  { className: "ak-narrow", width: 350, left: 62, right: 34 },
];

export interface LadderLayout {
  readonly x: ReadonlyMap<string, number>;
  readonly y: (ms: number) => number;
  /** Instants at which time is written, rising. */
  readonly written: readonly number[];
  /** Middles of the stretches that are cut short, px. */
  readonly cuts: readonly number[];
  readonly height: number;
}

const HEAD = 64;
/** A usual flight is drawn this high, px. */
const FLIGHT = 30;
/** The longest gap, px; beyond it time is cut. */
const LONGEST = 62;
const SHORTEST = 5;
/** Between the starts of two rungs, so that their words do not touch, px. */
const ROW = 21;
/** Between two remarks on one rail at one instant, px. */
export const REMARK = 16;

export function layOut({ rails, rungs, remarks }: Ladder, { width, left, right }: LadderSize): LadderLayout {
  const step = rails.length > 1 ? (width - left - right) / (rails.length - 1) : 0;
  const x = new Map(
    rails.map(({ name }, i) => [name, rails.length > 1 ? left + i * step : (left + width - right) / 2]),
  );
  const starts = new Set([...rungs.map(({ at }) => at), ...remarks.map(({ at }) => at)]);
  const instants = [...new Set([...starts, ...rungs.map(({ until }) => until)])].sort((a, b) => a - b);
  const scale = FLIGHT / Math.max(1e-3, median(rungs.map(({ at, until }) => until - at)));
  const ys: number[] = [];
  const cuts: number[] = [];
  const written: number[] = [];
  let row = -Infinity;
  instants.forEach((at, i) => {
    const before = i === 0 ? HEAD : ys[i - 1];
    const gap = i === 0 ? 10 : (at - instants[i - 1]) * scale;
    let y = before + Math.min(LONGEST, Math.max(SHORTEST, gap));
    if (starts.has(at)) {
      y = Math.max(y, row + ROW);
      row = y + REMARK * (most(remarks.filter((remark) => remark.at === at).map(({ rail }) => rail)) - 1);
      written.push(at);
    }
    if (gap > 2 * LONGEST) cuts.push((before + y) / 2);
    ys.push(y);
  });
  const y = (ms: number) => {
    const i = instants.findIndex((at) => at >= ms);
    return i < 0 ? (ys[ys.length - 1] ?? HEAD) : ys[i];
  };
  return { x, y, written, cuts, height: (ys[ys.length - 1] ?? HEAD) + 24 };
}

/** How often the commonest value is there, 1 at least. */
const most = (values: readonly unknown[]) =>
  Math.max(1, ...values.map((value) => values.filter((other) => other === value).length));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
