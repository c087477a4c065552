// Land and country borders of the maps: Natural Earth 1:50m (public domain), simplified, through world-atlas, in data/land.json.
// The file is TopoJSON: rings and lines are lists of shared arcs, whose points are integers, each the step from the last.
import type { MultiLineString, MultiPolygon, Position } from "geojson";
import landJson from "../../generated/land.js";

interface Atlas {
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: {
    readonly land: { readonly arcs: readonly (readonly (readonly number[])[])[] };
    readonly borders: { readonly arcs: readonly (readonly number[])[] };
  };
}

let decoded: { readonly land: MultiPolygon; readonly borders: MultiLineString } | undefined;

/** Decoded for the first map, not on import. */
function atlas() {
  if (decoded) return decoded;
  const { transform, arcs, objects } = JSON.parse(landJson) as Atlas;
  const [kx, ky] = transform.scale;
  const [dx, dy] = transform.translate;
  const points = arcs.map((steps) => {
    let [x, y] = [0, 0];
    return steps.map(([stepX, stepY]): Position => [(x += stepX) * kx + dx, (y += stepY) * ky + dy]);
  });
  // ~i is arc i reversed. Consecutive arcs share a point, which is written once.
  const arc = (i: number) => (i < 0 ? [...points[~i]].reverse() : points[i]);
  const line = (indices: readonly number[]) => indices.flatMap((i, at) => (at === 0 ? arc(i) : arc(i).slice(1)));
  decoded = {
    land: { type: "MultiPolygon", coordinates: objects.land.arcs.map((polygon) => polygon.map(line)) },
    borders: { type: "MultiLineString", coordinates: objects.borders.arcs.map(line) },
  };
  return decoded;
}

/** All land but Antarctica, in degrees. */
export const land = (): MultiPolygon => atlas().land;

/** The lines between countries, without coasts. */
export const borders = (): MultiLineString => atlas().borders;
