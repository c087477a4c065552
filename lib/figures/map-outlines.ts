// The ground of a map as path data: land, borders, the edge of the world. Drawn once per view and then remembered,
// because an explorer redraws the same view with every move of a slider.
import { geoPath, type GeoPermissibleObjects } from "d3-geo";
import { kept } from "./kept.js";
import { borders, land } from "./land.js";
import type { MapProjection } from "./projection.js";
import { shortenPath } from "./svg-numbers.js";

/** A class of the style sheet and path data, lowest layer first. */
export type Outline = readonly [className: string, path: string];

const drawn = kept<readonly Outline[]>(8);

export const mapOutlines = (projection: MapProjection): readonly Outline[] =>
  drawn(projection.view, () => drawOutlines(projection));

function drawOutlines({ outline, edge }: MapProjection): readonly Outline[] {
  const path = geoPath({ stream: outline });
  const draw = (className: string, shape: GeoPermissibleObjects): Outline => [
    className,
    shortenPath(path(shape) ?? ""),
  ];
  return [draw("ak-land", land()), draw("ak-border", borders()), ...(edge ? [draw("ak-globe", edge)] : [])].filter(
    ([, d]) => d !== "",
  );
}
