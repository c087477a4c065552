// The catchments of a whole Internet on one map: a disk for each city, its area by users, in the colour of the site that
// answers them; a pie if sites share a city. Built in parts, so that an explorer updates only cities that changed.
import type { Coordinates } from "../../geo/index.js";
import { cityParts, drawCities, tenth, type CityDrawing, type CityDrawingOptions } from "./city-drawing.js";
import { type Figure, type FigureData, legendIcon } from "../core/index.js";
import { siteClass } from "../svg/index.js";

/** Users of a city by site, as returned by `catchmentByCity`. */
export interface CityUsers extends Coordinates {
  readonly city: string;
  readonly weight: number;
  /** Weight by site letter; "none" for users without an answer. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface CityMapOptions extends CityDrawingOptions {
  /** The largest first: the smaller ones are drawn over them. */
  readonly cities: readonly CityUsers[];
}

/** Radius of the largest and of the smallest disk, px. */
const RADIUS = { most: 14, least: 1.9 };
/** Minimum radius of a pie, px; a smaller disk has the colour of most of its users. */
const PIE = 3.4;
/** Slices below this share of a disk are left out: they would be invisible. */
const SLICE = 0.04;
/** Number of cities in the data table; the others are summed. */
const LISTED = 30;

/**
 * Draws the catchments of a whole Internet on a map: a disk for each city, its area by users, in the colour of the site that
 * answers.
 * @example cityMap({ name: "users", title: "Who answers whom?", cities: catchmentByCity(before), sites })
 * @throws FigureError for no city, an unknown site; RangeError for a place off the globe
 */
export const cityMap = (options: CityMapOptions): Figure => drawCities(pies(options));

/**
 * The parts of a city map by key, for a page that replaces only what differs from another map of the same cities and sites.
 * @example cityMapParts({ name: "users", title: "Who answers whom?", cities: catchmentByCity(before), sites }).has("users-sites") // true
 */
export const cityMapParts = (options: CityMapOptions): ReadonlyMap<string, string> => cityParts(pies(options));

function pies(options: CityMapOptions): CityDrawing {
  const { cities, sites, unit = "users" } = options;
  const radius = radii(cities);
  return {
    ...options,
    description:
      options.description ??
      `A map with ${cities.length} cities, each a disk with its area by ${unit}, in the colour of the site that answers most of them; ` +
        `larger disks are pies where several sites answer. Sites: ${sites.map(({ name: letter, place }) => `${letter}${place ? ` in ${place}` : ""}`).join(", ")}. ` +
        `The table has the ${Math.min(LISTED, cities.length)} largest cities.`,
    marks: cities.map((city, i) => cityMark(city, radius[i])),
    data: cityData(options),
    legend: [
      `${legendIcon(`<g class="ak-cities">${cityMark({ weights: { A: 2, B: 1 } }, 6)}</g>`)} city, area by ${unit}`,
      ...references(cities).map(
        ({ weight, radius: r }) =>
          `${legendIcon(`<g class="ak-cities"><circle class="ak-still" r="${r}"/></g>`)} ${weight.toLocaleString("en")} ${unit}`,
      ),
      `${legendIcon('<g class="ak-cities"><circle class="ak-lost" r="5"/></g>')} nobody answers`,
    ],
  };
}

/** Areas by weight, with a visible minimum. */
function radii(cities: readonly CityUsers[]): number[] {
  const most = Math.max(...cities.map(({ weight }) => weight)) || 1;
  return cities.map(({ weight }) => tenth(Math.max(RADIUS.least, RADIUS.most * Math.sqrt(weight / most))));
}

/** Two round numbers with the size of their disks, for the legend: its icons hold half the largest radius. */
function references(cities: readonly CityUsers[]): { weight: number; radius: number }[] {
  const most = Math.max(...cities.map(({ weight }) => weight));
  if (!(most >= 100)) return [];
  return [most / 4, most / 16].map((about) => {
    const unit = 10 ** Math.floor(Math.log10(about));
    const weight = Math.max(1, Math.floor(about / unit)) * unit;
    return { weight, radius: tenth(RADIUS.most * Math.sqrt(weight / most)) };
  });
}

/** A disk, or a pie, around (0, 0). */
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

/** A slice of a pie between two fractions (0..1) of the circle, clockwise from the top. */
function slice(from: number, to: number, radius: number): string {
  const at = (part: number) => {
    const angle = 2 * Math.PI * part;
    return `${tenth(radius * Math.sin(angle))},${tenth(-radius * Math.cos(angle))}`;
  };
  const middle = (from + to) / 2; // two arcs, because one arc cannot be nearly a full circle
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
