// Places of generated networks: the kit's cities, drawn by population, in countries and regions.
import { cities as kitCities, type City, worldRegion, worldRegions } from "../../geo/index.js";
import { distanceTable, type Place } from "../geography.js";
import { draw, weightedList, type Random, type WeightedList } from "./random.js";

export interface World {
  readonly places: readonly Place[];
  /** By place number. */
  readonly country: Int32Array;
  readonly region: Int32Array;
  readonly countries: readonly string[];
  readonly everywhere: WeightedList;
  readonly byCountry: readonly WeightedList[];
  readonly byRegion: readonly WeightedList[];
  /** Km between place i and place j at [i * places.length + j]. */
  readonly km: Float64Array;
}

/** The number of networks grows less than in proportion to population: large cities have fewer networks per head. */
const POPULATION_POWER = 0.7;

const known = new WeakMap<readonly City[], World>();

/** Cached: the same for every Internet of these cities. */
export function worldOf(of: readonly City[]): World {
  const found = known.get(of) ?? makeWorld(of);
  known.set(of, found);
  return found;
}

/** The kit's own cities are identified by name alone. */
const ours = new Set(kitCities);

function makeWorld(cities: readonly City[]): World {
  const countries = [...new Set(cities.map(({ country }) => country))].sort();
  const country = Int32Array.from(cities, (city) => countries.indexOf(city.country));
  const region = Int32Array.from(cities, (city) => worldRegions.indexOf(worldRegion(city)));
  const weightOf = (place: number) => cities[place].population ** POPULATION_POWER;
  const numbers = cities.map((_city, place) => place);
  const where = (test: (place: number) => boolean) => weightedList(numbers.filter(test), weightOf);
  const places = cities.map((city): Place => {
    const { name, lat, lon, population, country: code } = city;
    return { name, lat, lon, ...(!ours.has(city) && { population, country: code }) };
  });
  return {
    places,
    country,
    region,
    countries,
    everywhere: weightedList(numbers, weightOf),
    byCountry: countries.map((_code, c) => where((place) => country[place] === c)),
    byRegion: [0, 1, 2, 3, 4, 5].map((r) => where((place) => region[place] === r)),
    km: distanceTable(places),
  };
}

/** How a network spreads from its home: the chance that another PoP is in the country, else in the region, else anywhere. */
export interface Spread {
  readonly country: number;
  readonly region: number;
}

/** `count` different cities, the home first; fewer if there are not enough. */
export function drawPops(world: World, home: number, count: number, spread: Spread, random: Random): number[] {
  const pops = [home];
  for (let tries = 3 * count; pops.length < count && tries > 0; tries--) {
    const scope = random.uniform();
    const list =
      scope < spread.country
        ? world.byCountry[world.country[home]]
        : scope < spread.country + spread.region
          ? world.byRegion[world.region[home]]
          : world.everywhere;
    const place = draw(list, random);
    if (!pops.includes(place)) pops.push(place);
  }
  return pops;
}
