// The cities of the kit: a table of a few hundred (data/cities.csv), looked up by name or IATA code.
import citiesCsv from "../generated/cities.js";
import type { Coordinates } from "./coordinates.js";
import { tableRows } from "./table-rows.js";

export interface City extends Coordinates {
  /** English name, unique in the table; cities that share a name carry their country: "London", "London CA". */
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** People inside the city limits (GeoNames). */
  readonly population: number;
  /** IATA code of its main airport, the usual name of a PoP; absent if there is none in the table. */
  readonly iata?: string;
}

/** All cities, largest population first. */
export const cities: readonly City[] = tableRows(citiesCsv)
  .slice(1)
  .map(([name, country, lat, lon, population, iata]): City => {
    const city = { name, country, lat: Number(lat), lon: Number(lon), population: Number(population) };
    return Object.freeze(iata ? { ...city, iata } : city);
  });

/** Lower case, without accents, spaces and punctuation. The table is ASCII: compiling the second pattern takes longer than reading it. */
const fold = (text: string) =>
  (/^[\x20-\x7e]*$/.test(text)
    ? text.replace(/[^A-Za-z0-9]/g, "")
    : text.normalize("NFD").replace(/\p{Mn}|[^\p{L}\p{N}]/gu, "")
  ).toLowerCase();

const byKey = new Map<string, City>();
for (const place of cities) for (const key of [place.iata, place.name]) if (key) byKey.set(fold(key), place);

/** Thrown when a city is not in the table; `suggestions` are the most similar names. */
export class UnknownCityError extends Error {
  override readonly name = "UnknownCityError";
  constructor(
    readonly wanted: string,
    readonly suggestions: readonly string[],
  ) {
    const hint = suggestions.length ? ` Did you mean ${suggestions.join(" or ")}?` : "";
    super(`Unknown city "${wanted}"; the table has ${cities.length} cities.${hint}`);
  }
}

/**
 * The city with this name or IATA code; case, accents and spaces do not matter.
 * @example city("são paulo").country // "BR"
 * @example city("FRA").name // "Frankfurt"
 * @throws UnknownCityError
 */
export function city(nameOrIata: string): City {
  const found = findCity(nameOrIata);
  if (found) return found;
  throw new UnknownCityError(nameOrIata, nearestNames(fold(nameOrIata)));
}

/**
 * Looks up a city by name or IATA code; undefined when the table has no such city.
 * @example findCity("Atlantis") // undefined
 */
export function findCity(nameOrIata: string): City | undefined {
  return byKey.get(fold(nameOrIata));
}

/**
 * The table's spelling of a city's name or IATA code. Text that the table does not have is returned unchanged.
 * @example cityTitle("fra") // "Frankfurt"
 */
export const cityTitle = (nameOrIata: string): string => findCity(nameOrIata)?.name ?? nameOrIata;

/**
 * Up to three names with a similar spelling: Dice coefficient over pairs of neighbouring letters (Dice 1945) of at least 45 %.
 */
function nearestNames(wanted: string): string[] {
  const pairs = letterPairs(wanted);
  const alike = (name: string) => {
    const own = letterPairs(fold(name));
    return (2 * [...own].filter((pair) => pairs.has(pair)).length) / (own.size + pairs.size);
  };
  return cities
    .map(({ name }) => ({ name, likeness: alike(name) }))
    .filter(({ likeness }) => likeness >= 0.45)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** "rome" -> "^r", "ro", "om", "me", "e$". */
const letterPairs = (word: string) => new Set([...`^${word}`].map((letter, i) => letter + (word[i] ?? "$")));
