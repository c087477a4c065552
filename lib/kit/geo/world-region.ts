// Six regions of the world by coordinates: coarse, but every place is in exactly one and no table is needed.
import type { Coordinates } from "./coordinates.js";

export const worldRegions = [
  "north-america",
  "south-america",
  "europe",
  "africa-middle-east",
  "asia",
  "oceania",
] as const;
export type WorldRegion = (typeof worldRegions)[number];

/** How a sentence names them. */
export const worldRegionNames: Readonly<Record<WorldRegion, string>> = {
  "north-america": "North America",
  "south-america": "South America",
  europe: "Europe",
  "africa-middle-east": "Africa and the Middle East",
  asia: "Asia",
  oceania: "Oceania",
};

/**
 * The region of the world of a place in degrees. Regions are coarse, but every place is in exactly one.
 * @example worldRegion(city("Lagos")) // "africa-middle-east"
 */
export function worldRegion({ lat, lon }: Coordinates): WorldRegion {
  if (lon < -30) return lat > 12 ? "north-america" : "south-america";
  if (lon > 110 && lat < -9) return "oceania";
  if (lon < 62) return lat > 36 ? "europe" : "africa-middle-east";
  return "asia";
}
