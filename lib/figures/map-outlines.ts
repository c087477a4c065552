// The ground of a map as path data: land, borders, the edge of the world. Drawn once per view and then remembered,
// because an explorer redraws the same view with every move of a slider.
import { geoPath, type GeoPermissibleObjects } from "d3-geo";
import { borders, land } from "./land.js";
import type { MapProjection } from "./projection.js";
import { shortenPath } from "./svg-numbers.js";

/** A class of the style sheet and path data, lowest layer first. */
export type Outline = readonly [className: string, path: string];

const KEPT = 8;
const drawn = new Map<string, readonly Outline[]>();

export function mapOutlines({ view, outline, edge }: MapProjection): readonly Outline[] {
  const known = drawn.get(view);
  if (known) return known;
  const path = geoPath({ stream: outline });
  const draw = (className: string, shape: GeoPermissibleObjects): Outline => [
    className,
    shortenPath(path(shape) ?? ""),
  ];
  const outlines = [
    draw("ak-land", land()),
    draw("ak-border", borders()),
    ...(edge ? [draw("ak-globe", edge)] : []),
  ].filter(([, d]) => d !== "");
  if (drawn.size >= KEPT) drawn.delete([...drawn.keys()][0]);
  drawn.set(view, outlines);
  return outlines;
}
