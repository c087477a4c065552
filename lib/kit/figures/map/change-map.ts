// Gains and losses by a change, city by city: a full disk if round trips grow, a ring if they shrink; its area is the city's
// contribution to the mean. Distinguished by form and by a dark or an alarm colour, because triangles and colours mean sites.
import type { Coordinates } from "../../geo/index.js";
import { cityParts, drawCities, tenth, type CityDrawing, type CityDrawingOptions } from "./city-drawing.js";
import { type Figure, type FigureData, legendIcon } from "../core/index.js";

/** The effect of a change on the users of one city. */
export interface CityChange extends Coordinates {
  readonly city: string;
  readonly weight: number;
  /** Weight of its users who gain, and of its users who lose. */
  readonly gaining: number;
  readonly losing: number;
  /** Mean change of all its users, ms; above 0 they wait longer. */
  readonly meanMs: number;
}

export interface ChangeMapOptions extends CityDrawingOptions {
  readonly cities: readonly CityChange[];
}

/** Radius of the disk of a city that changes the mean by 1 ms, px; and the smallest and the largest. */
const SIZE = { perMs: 10.4, least: 1.8, most: 16 };
/** Radius of a city without change, px. */
const STILL = 1.3;
const LISTED = 30;

/**
 * Draws the gains and losses by a change, city by city: a full disk if round trips grow, a ring if they shrink, its area by the
 * effect on the mean.
 * @example changeMap({ name: "change", title: "Who waits longer", sites, cities: [{ ...city("Paris"), city: "Paris", weight: 10, gaining: 0, losing: 10, meanMs: 12 }] }).data.rows // [["Paris",10,0,100,12,12]]
 * @throws FigureError for no city, an unknown site; RangeError for invalid coordinates
 */
export const changeMap = (options: ChangeMapOptions): Figure => drawCities(disks(options));

/**
 * The parts of a change map by key, for a page that replaces only what differs from another map of the same cities.
 * @example [...changeMapParts({ name: "change", title: "Who waits longer", sites, cities: [{ ...city("Paris"), city: "Paris", weight: 10, gaining: 0, losing: 10, meanMs: 12 }] }).keys()] // ["change-0","change-sites","change-data"]
 */
export const changeMapParts = (options: ChangeMapOptions): ReadonlyMap<string, string> => cityParts(disks(options));

function disks(options: ChangeMapOptions): CityDrawing {
  const { cities } = options;
  const total = cities.reduce((sum, { weight }) => sum + weight, 0);
  const icon = (mark: string) => legendIcon(`<g class="ak-cities">${mark}</g>`);
  return {
    ...options,
    description:
      options.description ??
      `A map with ${cities.length} cities. A full disk stands where round trips grow on average, a ring where they ` +
        "shrink; its area is by users times milliseconds, so that large ones move the mean of all users. A grey point stands where nothing changes. " +
        `The table has the ${Math.min(LISTED, cities.length)} cities that move the mean most.`,
    marks: cities.map(({ weight, meanMs }) => changeMark((weight * meanMs) / total)),
    data: changeData(options, total),
    legend: [
      `${icon(disk(1, 6))} users wait longer`,
      `${icon(disk(-1, 6))} users wait less; area: what that adds to the mean`,
      `${icon(`<circle class="ak-still" r="2.5"></circle>`)} nothing changes`,
    ],
  };
}

/** @param ms the city's contribution to the mean */
function changeMark(ms: number): string {
  const radius = SIZE.perMs * Math.sqrt(Math.abs(ms));
  if (radius < 0.26) return `<circle class="ak-still" r="${STILL}"></circle>`;
  return disk(Math.sign(ms), tenth(Math.min(SIZE.most, Math.max(SIZE.least, radius))));
}

const disk = (sign: number, radius: number) =>
  `<circle class="${sign > 0 ? "ak-worse" : "ak-better"}" r="${radius}"></circle>`;

function changeData({ cities, unit = "users" }: ChangeMapOptions, total: number): FigureData {
  const byEffect = [...cities].sort((a, b) => Math.abs(b.weight * b.meanMs) - Math.abs(a.weight * a.meanMs));
  const part = (some: number, all: number) => (all > 0 ? Math.round((100 * some) / all) : 0);
  const row = (name: string, own: readonly CityChange[]) => {
    const sum = (of: (city: CityChange) => number) => own.reduce((all, city) => all + of(city), 0);
    const weight = sum((city) => city.weight);
    const effect = sum((city) => city.weight * city.meanMs);
    return [
      name,
      Math.round(weight),
      part(
        sum((city) => city.gaining),
        weight,
      ),
      part(
        sum((city) => city.losing),
        weight,
      ),
      tenth(weight > 0 ? effect / weight : 0),
      Number((effect / total).toFixed(2)),
    ];
  };
  const rest = byEffect.slice(LISTED);
  return {
    columns: ["city", unit, "gain (%)", "lose (%)", "mean change (ms)", "on the mean of all (ms)"],
    rows: [
      ...byEffect.slice(0, LISTED).map((city) => row(city.city, [city])),
      ...(rest.length ? [row(`${rest.length} more`, rest)] : []),
    ],
  };
}
