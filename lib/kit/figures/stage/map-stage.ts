// A map as a stage: packets travel along great circles between clients, routers and sites.
import type { Coordinates } from "../../geo/index.js";
import { drawnMap, type MapStageOptions } from "../map/index.js";
import type { Stage } from "./stage.js";

export type { MapStageOptions } from "../map/index.js";

/**
 * Draws a map as a still picture and says where its places and links are, for motions along great circles.
 * @example mapStage({ sites: [{ ...city("London"), name: "A" }], clients: [{ ...city("Paris"), name: "Paris" }] }).pictures[0].at("Paris")
 * @throws FigureError for no place, a duplicate site, an invalid region; RangeError for invalid coordinates
 */
export function mapStage(options: MapStageOptions): Stage {
  const { sites = [], clients = [], network } = options;
  const places = new Map<string, Coordinates>([
    ...(network?.routers ?? []).map((each) => [each.id, each] as const),
    ...clients.map((each) => [each.name, each] as const),
    ...sites.map((each) => [each.name, each] as const),
  ]);
  const { svg, width, height, pixel, line, description, legend } = drawnMap(options);
  return {
    kind: "map",
    description,
    legend,
    pictures: [
      {
        className: "",
        width,
        height,
        svg: svg as Element,
        font: { wide: 13.5, narrow: 25 },
        reach: () => [12, 12],
        at: (place) => (places.has(place) ? pixel(places.get(place)!) : undefined),
        line: (from, to) => line(places.get(from)!, places.get(to)!),
      },
    ],
  };
}
