// From the globe to the page: the world in Equal Earth (Savric, Patterson & Jenny 2018), a part of it in Lambert's azimuthal
// equal-area projection around its own centre. Both preserve areas.
import { type Pixel, FigureError } from "../core/index.js";
import {
  geoAzimuthalEqualArea,
  geoCentroid,
  geoDistance,
  geoEqualEarth,
  geoPath,
  type GeoPermissibleObjects,
  type GeoProjection,
  type GeoStream,
} from "d3";
import type { GeoJSON } from "geojson";
import { checkCoordinates, type Coordinates } from "../../geo/index.js";
import type { Box, Region } from "./choices.js";
import { thinLines } from "./thin-lines.js";

export interface MapProjection {
  readonly width: number;
  readonly height: number;
  /** Equal for two projections of the same part of the world. */
  readonly view: string;
  /** From degrees to px, as geoPath wants it: clips to the picture, drops details smaller than a pixel. */
  readonly stream: (sink: GeoStream) => GeoStream;
  /** The same for land and borders, with a coarser tolerance. */
  readonly outline: (sink: GeoStream) => GeoStream;
  readonly pixel: (place: Coordinates) => Pixel;
  /** The meridian at which a world map is cut, on both sides. */
  readonly edge?: GeoPermissibleObjects;
}

export const MAP_WIDTH = 760;

/** Points farther than this from their common centre, in radians, get a world map. */
const WORLD_REACH = 1.1;
/** The inhabited world: Cape Horn to the north of Greenland's settlements. */
const INHABITED: Box = { west: -168, south: -55, east: 190, north: 76 };
const MARGIN = { x: 84, top: 40, bottom: 40 };
/** Outlines leave out details smaller than this, px. */
const DETAIL = 1.3;
const SHAPE = { least: 0.36, most: 0.66 };

/**
 * The projection of a map `MAP_WIDTH` wide that shows the places.
 * @param scale of the drawing on the page; a box drawn small has coarser outlines. Defaults to 1
 * @throws FigureError if there are no places to fit, or for an invalid box; RangeError for invalid coordinates
 */
export function mapProjection(region: Region, places: readonly Coordinates[], scale = 1): MapProjection {
  for (const place of places) checkCoordinates(place);
  if (region === "world") return worldProjection();
  if (region === "fit") {
    if (places.length === 0)
      throw new FigureError('A map with region "fit" must have at least one place. Add one, or use region: "world".');
    const points = { type: "MultiPoint" as const, coordinates: places.map(({ lat, lon }) => [lon, lat]) };
    const centre = geoCentroid(points);
    const reach = Math.max(...points.coordinates.map((point) => geoDistance(centre, point as [number, number])));
    return reach > WORLD_REACH ? worldProjection() : partProjection(centre, points, MARGIN);
  }
  const outline = boxOutline(region);
  return partProjection(geoCentroid(outline), outline, { x: 0, top: 0, bottom: 0 }, DETAIL / scale);
}

function worldProjection(): MapProjection {
  const raw = geoEqualEarth().rotate([-11, 0]).precision(0.3);
  const side = (lon: number) => [-55, -30, 0, 30, 60, 76].map((lat) => [lon, lat]);
  const edge = { type: "MultiLineString" as const, coordinates: [side(11 + 179.99), side(11 - 179.99)] };
  return { ...fit(raw, boxOutline(INHABITED), { x: 2, top: 2, bottom: 2 }), edge };
}

function partProjection([lon, lat]: [number, number], shape: GeoJSON, margin: typeof MARGIN, detail?: number) {
  return fit(geoAzimuthalEqualArea().rotate([-lon, -lat]).precision(0.3), shape, margin, detail);
}

function fit(raw: GeoProjection, shape: GeoJSON, margin: typeof MARGIN, detail = DETAIL): MapProjection {
  const inner = MAP_WIDTH - 2 * margin.x;
  const tallest = SHAPE.most * MAP_WIDTH - margin.top - margin.bottom;
  raw.scale(1000).translate([0, 0]);
  const [[x0, y0], [x1, y1]] = geoPath(raw).bounds(shape);
  // A single location is shown with about 1,000 km around it.
  const [w, h] = [Math.max(x1 - x0, 150), Math.max(y1 - y0, 60)];
  const k = Math.min(inner / w, tallest / h);
  const height = Math.round(Math.max(SHAPE.least * MAP_WIDTH, k * h + margin.top + margin.bottom));
  raw.scale(1000 * k);
  raw.translate([MAP_WIDTH / 2 - (k * (x0 + x1)) / 2, (height + margin.top - margin.bottom) / 2 - (k * (y0 + y1)) / 2]);
  raw.clipExtent([
    [0, 0],
    [MAP_WIDTH, height],
  ]);
  return {
    width: MAP_WIDTH,
    height,
    view: [...raw.rotate(), raw.scale(), ...raw.translate(), height, ...(detail === DETAIL ? [] : [detail])]
      .map((each) => each.toFixed(2))
      .join(" "),
    stream: (sink) => raw.stream(thinLines(sink, 0.15)),
    outline: (sink) => raw.stream(thinLines(sink, detail)),
    pixel: ({ lat, lon }) => raw([lon, lat]) as [number, number],
  };
}

/** A box's sides as points along its parallels, which a projection bends. */
function boxOutline({ west, south, east, north }: Box): GeoJSON {
  const span = east - west + (east < west ? 360 : 0);
  if (!(south < north && span > 0 && Math.abs(south) <= 90 && Math.abs(north) <= 90 && span <= 360))
    throw new FigureError(
      `Invalid region: west ${west}, south ${south}, east ${east}, north ${north}. South must be below north, and all in degrees.`,
    );
  const steps = 24;
  const along = Array.from({ length: steps + 1 }, (_, i) => west + (span * i) / steps);
  return {
    type: "MultiPoint",
    coordinates: [south, (south + north) / 2, north].flatMap((lat) => along.map((lon) => [lon, lat])),
  };
}
