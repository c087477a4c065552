// Label placement: beside the mark, over nothing else. Each label takes the cheapest of its candidate positions; a few rounds
// let labels make room for each other; labels that still overlap are left out (Imhof 1975).
import type { Pixel } from "./pixel.js";

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type TextAnchor = "start" | "middle" | "end";

/** One candidate position of a label: where the text's baseline starts, ends or is centred, and its box. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly anchor: TextAnchor;
  readonly rect: Rect;
  /** Cost of this position by itself: 0 for the best. */
  readonly cost: number;
}

export interface Label {
  readonly key: string;
  readonly placements: readonly Placement[];
  /** Labels with a higher priority are placed first and left out last. */
  readonly priority: number;
}

export interface Obstacles {
  readonly bounds: Rect;
  readonly marks: readonly { readonly key: string; readonly rect: Rect }[];
  readonly lines: readonly (readonly Pixel[])[];
}

/** A label that costs this much is left out. */
export const COVER = 1000;
const LINE = 0.9;

/** The placement of each label that fits, by key. Deterministic. */
export function declutter(labels: readonly Label[], obstacles: Obstacles): ReadonlyMap<string, Placement> {
  const order = [...labels].sort((a, b) => b.priority - a.priority);
  const own = new Map(
    order.map((label) => [label.key, label.placements.map((each) => fixedCost(label, each, obstacles))]),
  );
  const chosen = new Map<string, Placement>();
  for (let round = 0; round < 4; round++)
    for (const label of order) {
      const costs = label.placements.map((each, i) => own.get(label.key)![i] + coverCost(label, each, order, chosen));
      chosen.set(label.key, label.placements[costs.indexOf(Math.min(...costs))]);
    }
  const kept = new Map<string, Placement>();
  for (const label of order) {
    const placement = chosen.get(label.key)!;
    const cost = own.get(label.key)![label.placements.indexOf(placement)] + coverCost(label, placement, order, kept);
    if (cost < COVER) kept.set(label.key, placement);
  }
  return kept;
}

function fixedCost(label: Label, { rect, cost }: Placement, { bounds, marks, lines }: Obstacles): number {
  const outside =
    rect.x < bounds.x ||
    rect.y < bounds.y ||
    rect.x + rect.width > bounds.x + bounds.width ||
    rect.y + rect.height > bounds.y + bounds.height;
  const covered = marks.filter((mark) => mark.key !== label.key && overlap(mark.rect, rect)).length;
  const crossed = lines.reduce((sum, line) => sum + lengthInside(line, rect), 0);
  return cost + (outside ? 4 * COVER : 0) + covered * COVER + crossed * LINE;
}

/** Covering a label of lower priority costs little, because it can move or be left out. */
function coverCost(label: Label, { rect }: Placement, all: readonly Label[], chosen: ReadonlyMap<string, Placement>) {
  let cost = 0;
  for (const other of all) {
    const taken = other === label ? undefined : chosen.get(other.key);
    if (taken && overlap(taken.rect, rect)) cost += other.priority < label.priority ? COVER / 50 : COVER;
  }
  return cost;
}

/** The area of overlap of two rectangles, px². */
export function commonArea(a: Rect, b: Rect): number {
  if (!overlap(a, b)) return 0;
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  return width * (Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * The length of a line inside the rectangle, px (Liang & Barsky 1984). Called for every segment and every candidate position,
 * up to 100,000 times for a chart, so it allocates nothing.
 */
export function lengthInside(line: readonly Pixel[], { x, y, width, height }: Rect): number {
  let length = 0;
  // A curve has ascending x, so the segments that can reach the rectangle are contiguous and found by binary search.
  const isRising = risesInX(line);
  for (let i = isRising ? Math.max(1, firstAt(line, x)) : 1; i < line.length; i++) {
    if (isRising && line[i - 1][0] > x + width) break;
    const [ax, ay, bx, by] = [line[i - 1][0], line[i - 1][1], line[i][0], line[i][1]];
    if ((ax < x && bx < x) || (ax > x + width && bx > x + width)) continue;
    if ((ay < y && by < y) || (ay > y + height && by > y + height)) continue;
    const [dx, dy] = [bx - ax, by - ay];
    let [from, to] = [0, 1];
    if (dx !== 0) {
      const [left, right] = [(x - ax) / dx, (x + width - ax) / dx];
      from = Math.max(from, Math.min(left, right));
      to = Math.min(to, Math.max(left, right));
    }
    if (dy !== 0) {
      const [top, bottom] = [(y - ay) / dy, (y + height - ay) / dy];
      from = Math.max(from, Math.min(top, bottom));
      to = Math.min(to, Math.max(top, bottom));
    }
    if (to > from) length += (to - from) * Math.hypot(dx, dy);
  }
  return length;
}

const rising = new WeakMap<readonly Pixel[], boolean>();

/** Whether x never decreases along a line; cached per line. */
function risesInX(line: readonly Pixel[]): boolean {
  let known = rising.get(line);
  if (known === undefined) {
    known = line.every(([x], i) => i === 0 || x >= line[i - 1][0]);
    rising.set(line, known);
  }
  return known;
}

/** The first point of an ascending line at or to the right of `x`. */
function firstAt(line: readonly Pixel[], x: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (line[middle][0] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
