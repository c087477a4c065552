// The ground of a map as path data: land, borders, the edge of the world. Drawn once per view and cached, because an explorer
// redraws the same view with every move of a slider.
import { geoPath, type GeoPermissibleObjects } from "d3";
import { lruCache } from "../core/index.js";
import { shortenPath } from "../svg/index.js";
import { borders, land } from "./land.js";
import type { MapProjection } from "./projection.js";

/** A class of the style sheet and path data, lowest layer first. */
export type Outline = readonly [className: string, path: string];

const drawn = lruCache<readonly Outline[]>(8);

export const mapOutlines = (projection: MapProjection): readonly Outline[] =>
  drawn(projection.view, () => drawOutlines(projection));

function drawOutlines({ outline, stream, edge }: MapProjection): readonly Outline[] {
  const draw = (className: string, shape: GeoPermissibleObjects, by = outline): Outline => [
    className,
    shortenPath(geoPath({ stream: by })(shape) ?? ""),
  ];
  // Coastlines may be simplified with corners, the edge of the globe must stay smooth.
  const globe = edge ? [draw("ak-globe", edge, stream)] : [];
  return [draw("ak-land", land()), draw("ak-border", borders()), ...globe].filter(([, d]) => d !== "");
}
