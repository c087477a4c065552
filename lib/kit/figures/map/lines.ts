// The lines of a map as path data: great circles, cut at the edge of the map, side by side if there are several.
import type { Pixel } from "../core/index.js";
import { type GeoStream, geoStream } from "d3";
import type { Coordinates } from "../../geo/index.js";
import type { MapProjection } from "./projection.js";

/** The great circle between two places in px; two pieces if the edge of the world is in between. */
export function projectLine({ stream }: MapProjection, from: Coordinates, to: Coordinates): Pixel[][] {
  const pieces: Pixel[][] = [];
  const collect: GeoStream = {
    point: (x, y) => void pieces.at(-1)!.push([x, y]),
    lineStart: () => void pieces.push([]),
    lineEnd: () => {},
    polygonStart: () => {},
    polygonEnd: () => {},
  };
  const coordinates = [from, to].map(({ lat, lon }) => [lon, lat]);
  geoStream({ type: "LineString", coordinates }, stream(collect));
  return pieces.filter((piece) => piece.length > 1);
}

/** The line moved sideways by `distance` px, to the right of its direction. */
export function beside(line: readonly Pixel[], distance: number): Pixel[] {
  if (distance === 0) return [...line];
  return line.map(([x, y], i) => {
    const [[ax, ay], [bx, by]] = [line[Math.max(0, i - 1)], line[Math.min(line.length - 1, i + 1)]];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return [x - ((by - ay) / length) * distance, y + ((bx - ax) / length) * distance];
  });
}

export const pathData = (lines: readonly (readonly Pixel[])[]): string =>
  lines.map((line) => `M${line.map(([x, y]) => `${x},${y}`).join("L")}`).join("");

/** The point at this fraction (0..1) of a line's length. */
export function pointAlong(line: readonly Pixel[], part: number): Pixel {
  const lengths = line.slice(1).map(([x, y], i) => Math.hypot(x - line[i][0], y - line[i][1]));
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const t = left / length;
      return [line[i][0] + t * (line[i + 1][0] - line[i][0]), line[i][1] + t * (line[i + 1][1] - line[i][1])];
    }
    left -= length;
  }
  return line[line.length - 1];
}
