// The provider networks that ship with the kit, read from data/: routers in cities of the table, links with IGP costs.
import { city, greatCircleKm } from "../geo/index.js";
import abileneJson from "../generated/abilene.js";
import worldJson from "../generated/world.js";
import { defineNetwork, type Network } from "./network.js";

const tables = { abilene: abileneJson, world: worldJson } as const;

/** "abilene": the Internet2 backbone of 2004, 11 cities of the USA. "world": a worldwide backbone made for the lessons. */
export type NetworkName = keyof typeof tables;

/** A link in a table: two cities and the IGP cost between them. */
export type CityLink = readonly [from: string, to: string, cost: number];

interface NetworkTable {
  readonly name: string;
  readonly routers: readonly string[];
  readonly links: readonly CityLink[];
}

/**
 * One of the networks of data/. The length of a link is the great-circle distance between its cities; real fibre is longer.
 * @example providerNetwork("abilene").routers.length // 11
 * @throws RangeError for an unknown name
 */
export function providerNetwork(name: NetworkName): Network {
  if (!(name in tables))
    throw new RangeError(`Unknown network "${String(name)}"; networks are ${Object.keys(tables).join(", ")}.`);
  const table = JSON.parse(tables[name]) as NetworkTable;
  return networkOfCities(table.name, table.links);
}

/**
 * A network with a router in every city that a link names, in order of appearance.
 * @example networkOfCities("two", [["Denver", "Chicago", 10]]).routers.length // 2
 * @throws UnknownCityError, NetworkError
 */
export function networkOfCities(name: string, links: readonly CityLink[]): Network {
  const ids = [...new Set(links.flatMap(([a, b]) => [a, b]))];
  return defineNetwork({
    name,
    routers: ids.map((id) => ({ id, lat: city(id).lat, lon: city(id).lon })),
    links: links.map(([a, b, cost]) => ({ ends: [a, b], cost, km: greatCircleKm(city(a), city(b)) })),
  });
}
