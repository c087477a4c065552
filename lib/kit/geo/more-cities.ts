// More cities than a lesson or a page needs: the next largest of the world (data/more-cities.csv), for generated Internets with
// users in a thousand cities. Separate from cities.ts, so that no page has to carry them.
import moreCsv from "../generated/more-cities.js";
import { cities, type City } from "./cities.js";
import { tableRows } from "./table-rows.js";

const more: readonly City[] = tableRows(moreCsv)
  .slice(1)
  .map(([name, country, lat, lon, population]): City =>
    Object.freeze({ name, country, lat: Number(lat), lon: Number(lon), population: Number(population) }),
  );

/** Number of cities in both tables. */
export const MOST_CITIES = cities.length + more.length;

/**
 * The cities of the kit's table, followed by the largest others up to `count`. The same list each time.
 * @example manyCities(1000).length // 1000
 * @throws RangeError for fewer cities than the kit's table has, or more than both tables have
 */
export function manyCities(count: number): readonly City[] {
  if (!(Number.isInteger(count) && count >= cities.length && count <= MOST_CITIES))
    throw new RangeError(
      `The number of cities must be an integer from ${cities.length} to ${MOST_CITIES} (got ${count}).`,
    );
  const known = lists.get(count) ?? [...cities, ...more.slice(0, count - cities.length)];
  lists.set(count, known);
  return known;
}

const lists = new Map<number, readonly City[]>([[cities.length, cities]]);
