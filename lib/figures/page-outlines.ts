// The ground of a map in a reader's browser, in place of map-outlines.ts (lib/build.mjs): not drawn but found. Explorers draw again
// what stands on the page already, and its maps have their ground; so the bundle carries no land, which would be a quarter of it.
import { pictureDocument } from "./document.js";
import type { Outline } from "./map-outlines.js";
import type { MapProjection } from "./projection.js";

const found = new Map<string, readonly Outline[]>();

/** The outlines of a map on the page that shows the same part of the world; none where there is no such map. */
export function mapOutlines({ view }: MapProjection): readonly Outline[] {
  const known = found.get(view);
  if (known) return known;
  const maps = [...pictureDocument().querySelectorAll("svg[data-ak-ground]")];
  const same = maps.find((map) => map.getAttribute("data-ak-ground") === view);
  const paths = [...(same?.querySelectorAll(":scope > :is(.ak-land, .ak-border, .ak-globe)") ?? [])];
  const outlines = paths.map((path): Outline => [path.getAttribute("class")!, path.getAttribute("d")!]);
  if (same) found.set(view, outlines);
  return outlines;
}
