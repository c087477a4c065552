// More cities than a lesson or a page needs: the next largest of the world (data/more-cities.csv), for Internets whose users are to
// live in a thousand. Beside cities.ts, so that a reader's page does not carry them.
import moreCsv from "../generated/more-cities.js";
import { cities, type City } from "./cities.js";
import { tableRows } from "./table-rows.js";

const more: readonly City[] = tableRows(moreCsv)
  .slice(1)
  .map(([name, country, lat, lon, population]): City =>
    Object.freeze({ name, country, lat: Number(lat), lon: Number(lon), population: Number(population) }),
  );

/** How many cities there are in all. */
export const MOST_CITIES = cities.length + more.length;

/**
 * The cities of the kit's table, and as many more as make up the number, by falling population. The same list each time.
 * @throws RangeError for fewer than the kit's table has, or more than there are
 */
export function manyCities(count: number): readonly City[] {
  if (!(Number.isInteger(count) && count >= cities.length && count <= MOST_CITIES))
    throw new RangeError(`${count} cities: give a whole number from ${cities.length} to ${MOST_CITIES}.`);
  const known = lists.get(count) ?? [...cities, ...more.slice(0, count - cities.length)];
  lists.set(count, known);
  return known;
}

const lists = new Map<number, readonly City[]>([[cities.length, cities]]);
