// Simplifies outlines by removing invisible details (Douglas & Peucker 1973), as a stage in d3-geo's stream of pixels.
import type { GeoStream } from "d3";

type Point = readonly [x: number, y: number];

/** A point less than `tolerance` px off the line without it is left out; a ring hardly larger than that is dropped. */
export function thinLines(sink: GeoStream, tolerance: number): GeoStream {
  let line: Point[] = [];
  let ring = false;
  return {
    point: (x, y) => void line.push([x, y]),
    lineStart: () => void (line = []),
    lineEnd() {
      if (ring && extent(line) < 2 * tolerance) return;
      sink.lineStart();
      for (const [x, y] of ring ? simplifyRing(line, tolerance) : simplify(line, tolerance)) sink.point(x, y);
      sink.lineEnd();
    },
    polygonStart() {
      ring = true;
      sink.polygonStart();
    },
    polygonEnd() {
      ring = false;
      sink.polygonEnd();
    },
    sphere: () => sink.sphere?.(),
  };
}

function extent(line: readonly Point[]): number {
  const span = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  return line.length ? Math.max(span(line.map(([x]) => x)), span(line.map(([, y]) => y))) : 0;
}

/** A ring has no fixed ends, so it is split at the point farthest from its first. */
function simplifyRing(ring: readonly Point[], tolerance: number): Point[] {
  const [[x0, y0]] = ring;
  const away = ring.map(([x, y]) => Math.hypot(x - x0, y - y0));
  const far = away.indexOf(Math.max(...away));
  return [
    ...simplify(ring.slice(0, far + 1), tolerance),
    ...simplify([...ring.slice(far), ring[0]], tolerance).slice(1, -1),
  ];
}

function simplify(line: readonly Point[], tolerance: number): Point[] {
  const keep = new Uint8Array(line.length);
  const pending = [[0, line.length - 1]];
  keep[0] = keep[line.length - 1] = 1;
  while (pending.length) {
    const [from, to] = pending.pop()!;
    let farthest = 0;
    let most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const off = distance(line[i], line[from], line[to]);
      if (off > most) [farthest, most] = [i, off];
    }
    if (!farthest) continue;
    keep[farthest] = 1;
    pending.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, i) => keep[i]);
}

/** From a point to the straight line through two others, px. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((x - ax) * dy - (y - ay) * dx) / length;
}
