// The layout of a ladder diagram: rails side by side, time downwards. Time is to scale while packets are in flight, and
// shortened during long idle intervals: a timeout of 5 s and a round trip of 20 ms fit on one page.
import type { Ladder, Remark, Rung } from "../../traffic/index.js";
import { textWidth } from "../core/index.js";

export interface LadderSize {
  readonly className: string;
  readonly width: number;
  /** Space for the times at the left, px. */
  readonly left: number;
  readonly right: number;
}

export const ladderSizes: readonly LadderSize[] = [
  { className: "ak-wide", width: 640, left: 96, right: 60 },
  { className: "ak-narrow", width: 350, left: 62, right: 34 },
];
/** For ladders in columns, three of which fit on a page. */
export const columnSize: LadderSize = { className: "ak-column", width: 264, left: 58, right: 18 };
/** For ladders without room for columns, one at a time. */
export const columnSizes: readonly LadderSize[] = [columnSize, ladderSizes[1]];

/** The items to draw, line by line. */
export interface DrawnLadder extends Omit<Ladder, "remarks"> {
  readonly remarks: readonly DrawnRemark[];
}

export interface LadderLayout {
  readonly x: ReadonlyMap<string, number>;
  readonly y: (ms: number) => number;
  /** Instants with a time label, in ascending order. */
  readonly written: readonly number[];
  /** Middles of the shortened intervals, px. */
  readonly cuts: readonly number[];
  readonly height: number;
}

const HEAD = 64;
/** Height of a typical flight, px. */
const FLIGHT = 30;
/** The largest gap, px; longer intervals are shortened. */
const LONGEST = 62;
/** The same for ladders in columns, which are long. */
const LONGEST_BESIDE = 26;
const SHORTEST = 5;
/** Distance between the starts of two rungs, so that their labels do not touch, px. */
const ROW = 21;
/** The same in a column, where arrows are short and their labels cover them. */
const ROW_IN_COLUMN = 28;
/** Extra distance if a host has a remark and sends, for both labels, px. */
const ABOVE = 14;
/** Distance between two arrows of the same instants between the same rails, one of them lost: px. */
export const ALONG = 12;
/** Distance between two remarks on one rail at the same instant, px. */
export const REMARK = 16;

/** @param beside ladders in other pictures, in which an instant must have the same height */
export function layOut(
  own: DrawnLadder,
  { width, left, right }: LadderSize,
  beside: readonly DrawnLadder[] = [],
): LadderLayout {
  const { rails } = own;
  const step = rails.length > 1 ? (width - left - right) / (rails.length - 1) : 0;
  const x = new Map(
    rails.map(({ name }, i) => [name, rails.length > 1 ? left + i * step : (left + width - right) / 2]),
  );
  const columns = [own, ...beside].map(({ rungs, remarks }) => ({
    rungs,
    remarks,
    starts: new Set([...rungs.map(({ at }) => at), ...remarks.map(({ at }) => at)]),
    row: -Infinity,
  }));
  const rungs = [own, ...beside].flatMap((each) => each.rungs);
  const instants = [
    ...new Set([...columns.flatMap(({ starts }) => [...starts]), ...rungs.map(({ until }) => until)]),
  ].sort((a, b) => a - b);
  const scale = FLIGHT / Math.max(1e-3, median(rungs.map(({ at, until }) => until - at)));
  const isColumn = width === columnSize.width;
  const [longest, high] = isColumn ? [LONGEST_BESIDE, ROW_IN_COLUMN] : [LONGEST, ROW];
  const ys: number[] = [];
  const cuts: number[] = [];
  instants.forEach((at, i) => {
    const before = i === 0 ? HEAD : ys[i - 1];
    const gap = i === 0 ? 10 : (at - instants[i - 1]) * scale;
    const starting = columns.filter(({ starts }) => starts.has(at));
    const y = Math.max(before + Math.min(longest, Math.max(SHORTEST, gap)), ...starting.map(({ row }) => row + high));
    for (const column of starting) {
      const said = column.remarks.filter((remark) => remark.at === at).map(({ rail }) => rail);
      const isSent = column.rungs.some((rung) => rung.at === at && said.includes(rung.from));
      const sent = column.rungs.filter((rung) => rung.at === at);
      const along = sent.filter((rung, k) => sent.slice(0, k).some((other) => isAlong(other, rung))).length;
      column.row = y + REMARK * (most(said) - 1) + (isSent ? ABOVE : 0) + 3 * ALONG * along;
    }
    if (gap > 2 * longest) cuts.push((before + y) / 2);
    ys.push(y);
  });
  const known = new Map(instants.map((at, i) => [at, ys[i]]));
  const y = (ms: number) => {
    const at = known.get(ms);
    if (at !== undefined) return at;
    const i = instants.findIndex((each) => each >= ms);
    return i < 0 ? (ys[ys.length - 1] ?? HEAD) : ys[i];
  };
  const written = instants.filter((at) => columns[0].starts.has(at));
  const end = Math.max(ys[ys.length - 1] ?? HEAD, ...columns.map(({ row }) => row));
  return { x, y, written, cuts, height: end + 24 };
}

/** Whether two arrows would hide each other. */
export const isAlong = (one: Rung, other: Rung) =>
  one.at === other.at && one.until === other.until && one.from === other.from && one.to === other.to;

/** A remark as drawn: possibly one of several lines, all on one side of the rail. */
export interface DrawnRemark extends Remark {
  /** Width of the longest line, px. */
  readonly wide: number;
}

/** Remarks wider than the available space continue on another line, as remarks of the same instant. */
export function broken(shown: Ladder, { width, left, right }: LadderSize, fontSize: number): DrawnLadder {
  const remarks = shown.remarks.flatMap((remark): DrawnRemark[] => {
    const wideOf = (text: string) => textWidth(text, fontSize, remark.tone === "bad");
    const lines = remark.label.split(" ").reduce<string[]>((done, word) => {
      const longer = `${done[done.length - 1]} ${word}`;
      return done.length > 0 && wideOf(longer) <= width - left - right - 10
        ? [...done.slice(0, -1), longer]
        : [...done, word];
    }, []);
    const wide = Math.max(...lines.map(wideOf));
    return lines.map((label) => ({ ...remark, label, wide }));
  });
  return { ...shown, remarks };
}

/** Frequency of the most common value, at least 1. */
const most = (values: readonly unknown[]) =>
  Math.max(1, ...values.map((value) => values.filter((other) => other === value).length));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
