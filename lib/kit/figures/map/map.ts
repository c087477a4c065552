// A map of an anycast service: sites, clients, routers, links, and the paths of packets.
import type { Coordinates } from "../../geo/index.js";
import { type Figure, type FigureData, FigureError, frame, type FigureText, type Pixel } from "../core/index.js";
import { svgPicture } from "../svg/index.js";
import type { Region, WhichLabels } from "./choices.js";
import { drawMap } from "./drawing.js";
import { labelSizesOfThird } from "./labels.js";
import { mapLegend } from "./legend.js";
import { projectLine } from "./lines.js";
import { mapModel, type MapContents, type MapModel } from "./model.js";
import { mapProjection } from "./projection.js";

export interface MapOptions extends FigureText, MapContents {
  /** Defaults to "fit": everything drawn, with a margin. */
  readonly region?: Region;
  /** The places to name. A name that would cover another appears only in the data table. Defaults to "all". */
  readonly labels?: WhichLabels;
  /** Whether links carry their cost. A link with `emphasis` always does. */
  readonly costs?: boolean;
  /** Whether a pointer can press links, routers, sites and lone clients, in an explorer. Defaults to false. */
  readonly touch?: boolean;
  /** Three such maps stand in one row where there is room. Defaults to false. */
  readonly third?: boolean;
  /** Two such maps stand in one row where there is room, their text as in a map of three. Defaults to false. */
  readonly half?: boolean;
  /** Whether a legend stands below: false where a map nearby has the same. Defaults to true. */
  readonly legend?: boolean;
  /** The figure's numbers. Defaults to clients and the sites that answer them. */
  readonly data?: FigureData;
}

/**
 * Draws a map.
 * @example mapFigure({ name: "one-client", title: "Who answers Paris?", sites: [{ ...city("London"), name: "A" }],
 *   clients: [{ ...city("Paris"), site: "A" }], paths: [{ stops: ["Paris", "A"], site: "A" }] })
 * @throws FigureError for an unknown site, router or stop, or an empty map; RangeError for invalid coordinates
 */
export function mapFigure(options: MapOptions): Figure {
  const { name, title, subtitle, region = "fit", labels = "all", costs = false, touch = false } = options;
  const model = mapModel(options);
  const places: Coordinates[] = [...model.places];
  if (places.length === 0) throw new FigureError(`Map ${name} must have a network, sites or clients.`);
  const projection = mapProjection(region, places, options.third ? 1 / 3 : 1);
  const description = options.description ?? describe(model);
  const small = options.third === true || options.half === true;
  const svg = drawMap({ model, projection, labels, costs, touch, ...(small && { sizes: labelSizesOfThird }) });
  return frame({
    kind: small ? `map ak-third${options.half ? " ak-half" : ""}` : "map",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description,
    data: options.data ?? mapData(model),
    picture: svgPicture(svg, { name, label: `Map: ${title}`, description }),
    legend: options.legend === false ? "" : mapLegend(model),
  });
}

/** The contents of a map on which packets will move. */
export interface MapStageOptions extends MapContents {
  readonly region?: Region;
  readonly labels?: WhichLabels;
}

export interface DrawnMap {
  /** The picture's element. An object here, because a kernel compiles these declarations without the DOM's. */
  readonly svg: object;
  readonly width: number;
  readonly height: number;
  readonly pixel: (place: Coordinates) => Pixel;
  readonly line: (from: Coordinates, to: Coordinates) => readonly (readonly Pixel[])[];
  readonly description: string;
  readonly legend: string;
}

/** A map without its frame, and the projection of places and of lines between them. @throws FigureError, RangeError */
export function drawnMap(options: MapStageOptions): DrawnMap {
  const { region = "fit", labels = "all" } = options;
  const model = mapModel(options);
  if (model.places.length === 0) throw new FigureError("A map must have a network, sites or clients.");
  const projection = mapProjection(region, [...model.places]);
  return {
    svg: drawMap({ model, projection, labels, costs: false }),
    width: projection.width,
    height: projection.height,
    pixel: (place: Coordinates): Pixel => projection.pixel(place),
    line: (from: Coordinates, to: Coordinates): readonly (readonly Pixel[])[] => projectLine(projection, from, to),
    description: describe(model),
    legend: mapLegend(model),
  };
}

const siteName = ({ name, place }: MapModel["sites"][number]) => (place ? `${name} (${place})` : name);

/** A description of the map: numbers of items, and which site answers which client. */
function describe({ sites, clients, links, places }: MapModel): string {
  const routers = places.filter((place) => place.router).length;
  const things = [
    count(sites.length, "site"),
    count(clients.length, "client"),
    count(routers, "router"),
    count(links.length, "link"),
  ].filter(Boolean);
  const sentences = [`A map with ${list(things)}.`];
  for (const site of sites) {
    const own = clients.filter((client) => client.site === site.name).map((client) => client.name);
    if (site.dead) sentences.push(`Site ${siteName(site)} is dead.`);
    else if (own.length) sentences.push(`Site ${siteName(site)} answers ${list(own)}.`);
    else if (clients.some((client) => client.site)) sentences.push(`Site ${siteName(site)} answers nobody.`);
  }
  const lost = clients.filter((client) => client.site === null).map((client) => client.name);
  if (lost.length) sentences.push(`Nobody answers ${list(lost)}.`);
  const dead = links.filter((link) => link.dead).map((link) => link.ends.join(" - "));
  if (dead.length) sentences.push(`Dead links: ${list(dead)}.`);
  return sentences.join(" ");
}

const count = (n: number, what: string) => (n === 0 ? "" : `${n} ${what}${n === 1 ? "" : "s"}`);
const list = (names: readonly string[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

function mapData({ sites, clients, links, places }: MapModel): FigureData {
  if (clients.length)
    return { columns: ["client", "site"], rows: clients.map(({ name, site }) => [name, site ?? "none"]) };
  if (sites.length)
    return {
      columns: ["site", "place", "state"],
      rows: sites.map(({ name, place, dead }) => [name, place ?? "", dead ? "dead" : "alive"]),
    };
  if (links.length)
    return { columns: ["from", "to", "cost"], rows: links.map(({ ends, cost }) => [...ends, cost ?? ""]) };
  return { columns: ["place"], rows: places.map((place) => [place.name]) };
}
