// The common part of maps of cities: a mark for each city, with sites and paths over them. Built in parts, so that an explorer
// updates only cities that differ.
import { geoCircle, geoPath } from "d3";
import { EARTH_RADIUS_KM, type Coordinates } from "../../geo/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  dataPart,
  escapeHtml,
  frame,
  type FigureText,
  lruCache,
  legendIcon,
  legendList,
  siteBadge,
} from "../core/index.js";
import { hitLayer, hitSpot, svgElement, svgMarks, svgPicture } from "../svg/index.js";
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
  /** Whether a pointer can press sites, in an explorer. Defaults to false. */
  readonly touch?: boolean;
  /** Further places that a pointer can press, by key: "city:Jakarta". */
  readonly spots?: readonly (Coordinates & { readonly key: string })[];
  /** A circle on the globe, and what it means in the legend; with 0 km only the legend has it. */
  readonly ring?: Coordinates & { readonly km: number; readonly means: string };
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
  const { name, title, subtitle, description, cities, sites, data, legend, ring, touch = false, spots = [] } = drawing;
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
    `<g data-ak-part="${name}-sites">${parts.get(`${name}-sites`)}</g>` +
    (touch
      ? svgMarks([hitLayer(spotsOf(sites, spots).map(({ key, ...place }) => hitSpot(key, projection.pixel(place))))])
      : "");
  return frame({
    kind: "map",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description,
    data,
    picture: drawn.replace(/<\/svg>$/, () => `${layers}</svg>`),
    legend: legendList([
      ...sites.map(({ name: letter, place }) => `${siteBadge(letter)} ${escapeHtml(place ?? `site ${letter}`)}`),
      ...legend,
      ...(ring ? [`${legendIcon('<circle class="ak-circle" r="7"/>')} ${escapeHtml(ring.means)}`] : []),
    ]),
    part: `${name}-data`,
  });
}

/** Sites last, over cities at the same place. */
const spotsOf = (sites: readonly MapSite[], spots: NonNullable<CityDrawingOptions["spots"]>) => [
  ...spots,
  ...sites.map(({ name, lat, lon }) => ({ key: `site:${name}`, lat, lon })),
];

/** The differences between two drawings of the same cities and labels: see Patch of lib/course/explorers/core/explorer.ts. */
export function cityParts(drawing: CityDrawing): ReadonlyMap<string, string> {
  const { name, title, data } = drawing;
  const parts = new Map(drawing.marks.map((mark, i) => [cityPart(name, i), mark]));
  parts.set(`${name}-sites`, siteMarks(drawing));
  parts.set(`${name}-data`, dataPart(title, data));
  return parts;
}

const known = lruCache<string>(8);

/** The ring, the sites, their names and the paths. Cached, because an explorer rarely changes which sites have failed. */
function siteMarks({ sites: all, absent = [], paths = [], ring, ...drawing }: CityDrawing): string {
  const projection = projectionOf({ sites: all, ...drawing });
  const sites = all.filter(({ name }) => !absent.includes(name));
  return known(JSON.stringify([projection.view, sites, paths, ring]), () => {
    const marks = drawMarks({ model: mapModel({ sites, paths }), projection, labels: "sites", costs: false });
    return svgMarks(ring && ring.km > 0 ? [ringOn(projection, ring), ...marks] : marks);
  });
}

/** A circle on the globe; beyond a quarter of it, the outline of what is left outside. */
function ringOn(projection: MapProjection, { lat, lon, km }: NonNullable<CityDrawingOptions["ring"]>): Element {
  const degrees = Math.min(((km / EARTH_RADIUS_KM) * 180) / Math.PI, 179.9);
  const d = geoPath(projection)(geoCircle().center([lon, lat]).radius(degrees).precision(4)()) ?? "";
  return svgElement("path", { class: "ak-circle", d });
}

const cityPart = (name: string, i: number) => `${name}-${i}`;
export const tenth = (value: number) => Number(value.toFixed(1));

const projectionOf = ({
  region = "world",
  cities,
  sites,
}: Pick<CityDrawing, "region" | "cities" | "sites">): MapProjection =>
  mapProjection(region, region === "fit" ? [...sites, ...cities] : []);
