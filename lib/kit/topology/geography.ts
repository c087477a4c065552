// Locations of ASes and meeting places: PoPs per AS and meeting places per link, as typed arrays over one list of places.
import { greatCircleKm, type Coordinates } from "../geo/index.js";

export interface Place extends Coordinates {
  /** City name, unique in the list. */
  readonly name: string;
  /** People inside the city limits, and ISO 3166-1 alpha-2, of a place that is not in the kit's table of cities. */
  readonly population?: number;
  readonly country?: string;
}

/** Rows of place numbers: those of item i are places[offsets[i]] .. places[offsets[i + 1] - 1]. */
export interface PlaceRows {
  readonly offsets: Int32Array;
  readonly places: Int32Array;
}

export interface Geography {
  readonly places: readonly Place[];
  /** PoPs of each AS, by AS index. */
  readonly pops: PlaceRows;
  /** Places where each link meets, by link number. */
  readonly meetings: PlaceRows;
}

/**
 * The place numbers of item `i`, as a view.
 * @example Array.from(placesOf(topology.geography.pops, indexOfAs(topology, 64500)), (i) => topology.geography.places[i].name) // ["Seattle","Frankfurt"]
 */
export const placesOf = ({ offsets, places }: PlaceRows, i: number): Int32Array =>
  places.subarray(offsets[i], offsets[i + 1]);

/** Rows from lists. */
export function placeRows(lists: readonly (readonly number[])[]): PlaceRows {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (offsets[i + 1] = offsets[i] + list.length));
  const places = new Int32Array(offsets[lists.length]);
  lists.forEach((list, i) => places.set(list, offsets[i]));
  return { offsets, places };
}

/** All distances between the places, in km, row by row: distance of i to j at [i * places.length + j]. */
export function distanceTable(places: readonly Place[]): Float64Array {
  const n = places.length;
  const km = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) km[i * n + j] = km[j * n + i] = greatCircleKm(places[i], places[j]);
  return km;
}
