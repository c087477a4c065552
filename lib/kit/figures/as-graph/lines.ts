// The lines of an AS diagram as points: links between boxes, cut at their borders; arrows and wedges made of them.
import type { Pixel, Rect } from "../core/index.js";
import type { AsBox } from "./placed.js";
import { beside, pathData, pointAlong } from "../map/index.js";

type Line = readonly Pixel[];

/** From border to border; an arc over the row if other boxes are in between. */
export function lineBetween(a: AsBox, b: AsBox, boxes: readonly AsBox[]): Line {
  const sameRow = Math.abs(a.rect.y - b.rect.y) < a.rect.height / 2;
  const between = boxes.some(
    ({ centre: [x], rect }) => Math.abs(rect.y - a.rect.y) < rect.height && (x - a.centre[0]) * (x - b.centre[0]) < 0,
  );
  if (!(sameRow && between)) return [leave(a.rect, a.centre, b.centre), leave(b.rect, b.centre, a.centre)];
  const way = Math.sign(b.centre[0] - a.centre[0]);
  const from: Pixel = [a.centre[0] + (way * a.rect.width) / 4, a.rect.y];
  const to: Pixel = [b.centre[0] - (way * b.rect.width) / 4, b.rect.y];
  const top: Pixel = [(from[0] + to[0]) / 2, Math.min(from[1], to[1]) - 52];
  return Array.from({ length: 17 }, (_, i) => curve(from, top, to, i / 16));
}

/** A quadratic Bezier curve. */
function curve(a: Pixel, b: Pixel, c: Pixel, t: number): Pixel {
  const at = (i: 0 | 1) => (1 - t) ** 2 * a[i] + 2 * t * (1 - t) * b[i] + t ** 2 * c[i];
  return [at(0), at(1)];
}

/** Where the straight line from a box's centre crosses its border. */
export function leave({ width, height }: Rect, [x, y]: Pixel, [toX, toY]: Pixel): Pixel {
  const [dx, dy] = [toX - x, toY - y];
  const part = Math.min(1, (width / 2 + 1) / Math.abs(dx || 1e-9), (height / 2 + 1) / Math.abs(dy || 1e-9));
  return [x + part * dx, y + part * dy];
}

export const reversed = (line: Line): Line => [...line].reverse();

/** A piece of a line, between two fractions (0..1) of its length. */
export function pieceOf(line: Line, from: number, to: number): Line {
  const inner =
    line.length > 2 ? line.slice(Math.ceil(from * (line.length - 1)) + 1, Math.floor(to * (line.length - 1))) : [];
  return [pointAlong(line, from), ...inner, pointAlong(line, to)];
}

export const lengthOf = (line: Line): number =>
  line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line[i][0], y - line[i][1]), 0);

/** Thin at the first point, thick at the last, which receives the money. */
export function wedge(line: Line): string {
  const wide = (i: number, side: number) => side * (0.5 + (2.7 * i) / (line.length - 1));
  const edge = (side: number) => line.map((_, i) => beside(line, wide(i, side))[i]);
  return `${pathData([[...edge(1), ...reversed(edge(-1))]])}Z`;
}

/** A line with a head at its end, `aside` px to the right of its direction: the shaft, and the head as a closed shape. */
export function arrow(
  line: Line,
  aside: number,
  head = 8,
): { readonly shaft: string; readonly head: string; readonly line: Line } {
  const moved = beside(line, aside);
  const length = lengthOf(moved);
  const cut = pieceOf(moved, Math.min(0.2, 5 / length), 1 - Math.min(0.2, 4 / length));
  const tip = cut[cut.length - 1];
  const neck = pointAlong(cut, 1 - Math.min(0.9, head / lengthOf(cut)));
  const [dx, dy] = [(tip[0] - neck[0]) / 2, (tip[1] - neck[1]) / 2];
  const shaft = pathData([[...cut.slice(0, -1), neck]]);
  return {
    shaft,
    head: `${pathData([[tip, [neck[0] - dy, neck[1] + dx], [neck[0] + dy, neck[1] - dx]]])}Z`,
    line: cut,
  };
}
