// The catchments of a whole Internet on one map: a disk for each city, its area by users, in the colour of the site that
// answers them; a pie where sites share a city. Made in parts, so that an explorer changes only the cities that moved.
import type { Coordinates } from "../geo/coordinates.js";
import type { Figure, FigureData } from "./figure.js";
import { FigureError } from "./figure-error.js";
import { dataPart, frame, type FigureText } from "./frame.js";
import { siteClass } from "./glyphs.js";
import { legendIcon, legendList } from "./legend.js";
import type { Region } from "./map-choices.js";
import { drawGround, drawMarks } from "./map-drawing.js";
import { mapModel, type MapSite } from "./map-model.js";
import { mapProjection, type MapProjection } from "./projection.js";
import { siteBadge } from "./site-mark.js";
import { svgMarks, svgPicture } from "./svg-picture.js";

/** Users of a city, and who answers them; as `catchmentByCity` gives them. */
export interface CityUsers extends Coordinates {
  readonly city: string;
  readonly weight: number;
  /** Weight by site letter; "none" for users whom nobody answers. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface CityMapOptions extends FigureText {
  /** The largest first: the smaller ones are drawn over them. */
  readonly cities: readonly CityUsers[];
  readonly sites: readonly MapSite[];
  /** "world" unless given. */
  readonly region?: Region;
  /** What weights count: "users", "thousand users". "users" unless given. */
  readonly unit?: string;
}

/** Radius of the largest and of the smallest disk, px. */
const RADIUS = { most: 14, least: 1.9 };
/** From this radius on a pie can be seen, px; a smaller disk has the colour of most of its users. */
const PIE = 3.4;
/** A slice of less than this part of a disk is left out: it would be a hair. */
const SLICE = 0.04;
/** Cities in the data table; the others are summed up. */
const LISTED = 30;

/**
 * @example cityMap({ name: "users", title: "Who answers whom?", cities: catchmentByCity(result), sites })
 * @throws FigureError for no city, an unknown site; RangeError for a place off the globe
 */
export function cityMap(options: CityMapOptions): Figure {
  const { name, title, subtitle, cities, sites, unit = "users" } = options;
  if (cities.length === 0) throw new FigureError(`Map ${name} has no city. Give at least one with its users.`);
  const projection = projectionOf(options);
  const parts = cityMapParts(options);
  const svg = drawGround(projection, []);
  const disks = cities.map((city, i) => {
    const [x, y] = projection.pixel(city).map(tenth);
    return `<g transform="translate(${x},${y})">${parts.get(cityPart(name, i))}</g>`;
  });
  const description =
    options.description ??
    `A map with ${cities.length} cities, each a disk with its area by ${unit}, in the colour of the site that answers most of them; ` +
      `larger disks are pies where several sites answer. Sites: ${sites.map(({ name: letter, place }) => `${letter}${place ? ` in ${place}` : ""}`).join(", ")}. ` +
      `The table has the ${Math.min(LISTED, cities.length)} largest cities.`;
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
    data: cityData(options),
    picture: drawn.replace(/<\/svg>$/, () => `${layers}</svg>`),
    legend: legendList([
      ...sites.map(({ name: letter, place }) => `${siteBadge(letter)} ${place ?? `site ${letter}`}`),
      `${legendIcon(`<g class="ak-cities">${cityMark({ weights: { A: 2, B: 1 } }, 6)}</g>`)} city, area by ${unit}`,
      `${legendIcon('<g class="ak-cities"><circle class="ak-lost" r="5"/></g>')} nobody answers`,
    ]),
    part: `${name}-data`,
  });
}

/** What differs between two maps of the same cities and sites: see Patch of lib/lesson/explorer.ts. */
export function cityMapParts(options: CityMapOptions): ReadonlyMap<string, string> {
  const { name, title, cities } = options;
  const radius = radii(cities);
  const parts = new Map(cities.map((city, i) => [cityPart(name, i), cityMark(city, radius[i])]));
  parts.set(`${name}-sites`, siteMarks(options));
  parts.set(`${name}-data`, dataPart(title, cityData(options)));
  return parts;
}

const KEPT = 8;
const marks = new Map<string, string>();

/** Sites and their names. Kept, because an explorer seldom changes which of them are dead. */
function siteMarks(options: CityMapOptions): string {
  const projection = projectionOf(options);
  const key = JSON.stringify([projection.view, options.sites]);
  const known = marks.get(key);
  if (known !== undefined) return known;
  const model = mapModel({ sites: options.sites });
  const drawn = svgMarks(drawMarks({ model, projection, labels: "sites", costs: false }));
  if (marks.size >= KEPT) marks.delete([...marks.keys()][0]);
  marks.set(key, drawn);
  return drawn;
}

const cityPart = (name: string, i: number) => `${name}-${i}`;
const tenth = (value: number) => Number(value.toFixed(1));

const projectionOf = ({ region = "world", cities, sites }: CityMapOptions): MapProjection =>
  mapProjection(region, region === "fit" ? [...sites, ...cities] : []);

/** Areas by weight, the smallest still to be seen. */
function radii(cities: readonly CityUsers[]): number[] {
  const most = Math.max(...cities.map(({ weight }) => weight)) || 1;
  return cities.map(({ weight }) => tenth(Math.max(RADIUS.least, RADIUS.most * Math.sqrt(weight / most))));
}

/** A disk, or a pie, round (0, 0). */
function cityMark({ weights }: Pick<CityUsers, "weights">, radius: number): string {
  const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const slices = Object.keys(weights)
    .filter((site) => weights[site] > SLICE * all)
    .sort();
  if (slices.length === 0) return `<circle class="ak-lost" r="${radius}"></circle>`;
  if (slices.length === 1 || radius < PIE) {
    const most = slices.reduce((best, site) => (weights[site] > weights[best] ? site : best));
    return `<circle class="${sliceClass(most)}" r="${radius}"></circle>`;
  }
  const whole = slices.reduce((sum, site) => sum + weights[site], 0);
  let turned = 0;
  return slices
    .map((site) => {
      const from = turned;
      turned += weights[site] / whole;
      return `<path class="${sliceClass(site)}" d="${slice(from, turned, radius)}"></path>`;
    })
    .join("");
}

const sliceClass = (site: string) => (site === "none" ? "ak-lost" : siteClass(site));

/** A piece of a pie from one part (0..1) of its circle to another, clockwise from the top. */
function slice(from: number, to: number, radius: number): string {
  const at = (part: number) => {
    const angle = 2 * Math.PI * part;
    return `${tenth(radius * Math.sin(angle))},${tenth(-radius * Math.cos(angle))}`;
  };
  const middle = (from + to) / 2; // two arcs, for one alone cannot be nearly a whole circle
  return `M0,0L${at(from)}A${radius},${radius} 0 0 1 ${at(middle)}A${radius},${radius} 0 0 1 ${at(to)}Z`;
}

function cityData({ cities, sites, unit = "users" }: CityMapOptions): FigureData {
  const letters = [...sites.map(({ name }) => name), "none"];
  const used = letters.filter((letter) => letter !== "none" || cities.some(({ weights }) => weights.none > 0));
  const row = (city: string, own: readonly CityUsers[]) => {
    const weight = own.reduce((sum, each) => sum + each.weight, 0);
    const of = (letter: string) => own.reduce((sum, { weights }) => sum + (weights[letter] ?? 0), 0);
    return [
      city,
      Math.round(weight),
      ...used.map((letter) => (weight > 0 ? Math.round((100 * of(letter)) / weight) : 0)),
    ];
  };
  const rest = cities.slice(LISTED);
  return {
    columns: ["city", unit, ...used.map((letter) => (letter === "none" ? "no answer (%)" : `${letter} (%)`))],
    rows: [
      ...cities.slice(0, LISTED).map((each) => row(each.city, [each])),
      ...(rest.length ? [row(`${rest.length} more`, rest)] : []),
    ],
  };
}
