// The common part of maps of cities: a mark for each city, with sites and paths over them. Built in parts, so that an explorer
// updates only cities that differ.
import type { Coordinates } from "../../geo/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  dataPart,
  frame,
  type FigureText,
  lruCache,
  legendList,
  siteBadge,
} from "../core/index.js";
import { svgMarks, svgPicture } from "../svg/index.js";
import type { Region } from "./choices.js";
import { drawGround, drawMarks } from "./drawing.js";
import { mapModel, type MapSite } from "./model.js";
import type { MapPath } from "./strands.js";
import { mapProjection, type MapProjection } from "./projection.js";

/** Options of every map of cities. */
export interface CityDrawingOptions extends FigureText {
  readonly sites: readonly MapSite[];
  /** Letters of possible sites: in the legend, but currently not on the map. */
  readonly absent?: readonly string[];
  /** Paths over the cities; their stops are letters of sites, or coordinates. */
  readonly paths?: readonly MapPath[];
  /** Defaults to "world". */
  readonly region?: Region;
  /** Unit of the weights: "users", "thousand users". Defaults to "users". */
  readonly unit?: string;
}

export interface CityDrawing extends CityDrawingOptions {
  readonly description: string;
  readonly cities: readonly Coordinates[];
  /** By city, the mark drawn around (0, 0). */
  readonly marks: readonly string[];
  readonly data: FigureData;
  /** Items after those of the sites. */
  readonly legend: readonly string[];
}

/** @throws FigureError for no city */
export function drawCities(drawing: CityDrawing): Figure {
  const { name, title, subtitle, description, cities, sites, data, legend } = drawing;
  if (cities.length === 0) throw new FigureError(`Map ${name} must have at least one city with users.`);
  const projection = projectionOf(drawing);
  const parts = cityParts(drawing);
  const svg = drawGround(projection, []);
  const disks = cities.map((city, i) => {
    const [x, y] = projection.pixel(city).map(tenth);
    return `<g transform="translate(${x},${y})">${parts.get(cityPart(name, i))}</g>`;
  });
  const drawn = svgPicture(svg, { name, label: `Map: ${title}`, description });
  const layers =
    `<g class="ak-cities" data-ak-parts="${name}">${disks.join("")}</g>` +
    `<g data-ak-part="${name}-sites">${parts.get(`${name}-sites`)}</g>`;
  return frame({
    kind: "map",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description,
    data,
    picture: drawn.replace(/<\/svg>$/, () => `${layers}</svg>`),
    legend: legendList([
      ...sites.map(({ name: letter, place }) => `${siteBadge(letter)} ${place ?? `site ${letter}`}`),
      ...legend,
    ]),
    part: `${name}-data`,
  });
}

/** The differences between two drawings of the same cities and labels: see Patch of lib/course/explorers/core/explorer.ts. */
export function cityParts(drawing: CityDrawing): ReadonlyMap<string, string> {
  const { name, title, data } = drawing;
  const parts = new Map(drawing.marks.map((mark, i) => [cityPart(name, i), mark]));
  parts.set(`${name}-sites`, siteMarks(drawing));
  parts.set(`${name}-data`, dataPart(title, data));
  return parts;
}

const known = lruCache<string>(8);

/** Sites, their names and the paths. Cached, because an explorer rarely changes which sites have failed. */
function siteMarks({ sites: all, absent = [], paths = [], ...drawing }: CityDrawing): string {
  const projection = projectionOf({ sites: all, ...drawing });
  const sites = all.filter(({ name }) => !absent.includes(name));
  return known(JSON.stringify([projection.view, sites, paths]), () =>
    svgMarks(drawMarks({ model: mapModel({ sites, paths }), projection, labels: "sites", costs: false })),
  );
}

const cityPart = (name: string, i: number) => `${name}-${i}`;
export const tenth = (value: number) => Number(value.toFixed(1));

const projectionOf = ({
  region = "world",
  cities,
  sites,
}: Pick<CityDrawing, "region" | "cities" | "sites">): MapProjection =>
  mapProjection(region, region === "fit" ? [...sites, ...cities] : []);
