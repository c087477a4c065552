// The ground of a map in a browser; replaces map-outlines.ts (lib/build.mjs). It is taken from the page instead of drawn:
// explorers redraw maps that are already on the page, so the bundle needs no land data, which would be a quarter of its size.
import { pictureDocument } from "../svg/index.js";
import type { Outline } from "./outlines.js";
import type { MapProjection } from "./projection.js";

const found = new Map<string, readonly Outline[]>();

/** The outlines of a map on the page that shows the same part of the world; undefined if there is no such map. */
export function mapOutlines({ view }: MapProjection): readonly Outline[] {
  const known = found.get(view);
  if (known) return known;
  const maps = [...pictureDocument().querySelectorAll("svg[data-ak-ground]")];
  const same = maps.find((map) => map.getAttribute("data-ak-ground") === view);
  const outlines = [...(same?.children ?? [])].map(outlineOf).filter((outline) => outline !== undefined);
  if (same) found.set(view, outlines);
  return outlines;
}

/** A published page writes equal outlines once: other maps refer to them (lib/kit/report/shared-outlines.ts). */
function outlineOf(element: Element): Outline | undefined {
  const document = pictureDocument();
  const path = element.localName === "use" ? document.getElementById(element.getAttribute("href")!.slice(1)) : element;
  const look = path?.getAttribute("class");
  if (path?.localName !== "path" || !look || !/^ak-(?:land|border|globe)$/.test(look)) return undefined;
  if (path === element && path.id) {
    // Its map is about to be redrawn; outlines that other maps refer to stay on the page.
    const kept = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    kept.setAttribute("hidden", "");
    kept.appendChild(path.cloneNode());
    document.body.appendChild(kept);
    path.removeAttribute("id");
  }
  return [look, path.getAttribute("d")!];
}
