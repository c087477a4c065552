// The users of an Internet, as clients with a weight. Defaults to every AS at each of its PoPs.
import { cities, type Coordinates } from "../../geo/index.js";
import { findAs, UnknownAsError, type CompiledAsGraph, placesOf } from "../../topology/index.js";

export interface InternetClient {
  readonly asn: number;
  /** A city of the topology; absent if no location is known. */
  readonly city?: string;
  /** Users, queries or addresses behind it. Defaults to 1. */
  readonly weight?: number;
  /** Defaults to "AS12 Seattle". */
  readonly name?: string;
}

/** A client with defaults filled in, and its position in the topology's tables. */
export interface LocatedClient extends Partial<Coordinates> {
  readonly name: string;
  readonly asn: number;
  readonly city?: string;
  readonly weight: number;
  /** Index of its AS, and its place number, -1 if unknown. */
  readonly index: number;
  readonly place: number;
}

const known = new WeakMap<CompiledAsGraph, readonly InternetClient[]>();

/**
 * Every AS that has users, at each of its PoPs; an AS's users are divided among its cities by their population. The same list each
 * time for one topology.
 * @example internetClients(topology).length // 628
 */
export function internetClients(topology: CompiledAsGraph): readonly InternetClient[] {
  const found = known.get(topology) ?? listClients(topology);
  known.set(topology, found);
  return found;
}

const population = new Map(cities.map(({ name, population: people }) => [name, Math.max(1, people)]));

function listClients({ asns, geography, attributes }: CompiledAsGraph): readonly InternetClient[] {
  const people = geography?.places.map((place) => place.population ?? population.get(place.name) ?? 1) ?? [];
  const list: InternetClient[] = [];
  asns.forEach((asn, index) => {
    const weight = attributes?.weights[index] ?? 1;
    if (!(weight > 0)) return;
    const pops = geography ? placesOf(geography.pops, index) : new Int32Array();
    if (pops.length === 0) list.push({ asn, weight });
    const all = pops.reduce((sum, place) => sum + people[place], 0);
    for (const place of pops)
      list.push({ asn, city: geography!.places[place].name, weight: (weight * people[place]) / all });
  });
  return list;
}

const located = new WeakMap<
  readonly InternetClient[],
  { topology: CompiledAsGraph; clients: readonly LocatedClient[] }
>();

/**
 * Looks up the clients; cached per list and topology.
 * @example locate(topology, [{ asn: 64500, city: "Seattle", weight: 1 }])[0].lat // 47.61
 * @throws UnknownAsError; RangeError for an invalid city or weight
 */
export function locate(topology: CompiledAsGraph, clients: readonly InternetClient[]): readonly LocatedClient[] {
  const before = located.get(clients);
  if (before?.topology === topology) return before.clients;
  const numbers = new Map(topology.geography?.places.map(({ name }, place) => [name, place]));
  const found = clients.map(({ asn, city, weight = 1, name }): LocatedClient => {
    const index = findAs(topology, asn);
    if (index < 0) throw new UnknownAsError(asn, topology, "A client: ");
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`Client AS${asn}: the weight must be 0 or more (got ${weight}).`);
    if (city === undefined) return { name: name ?? `AS${asn}`, asn, weight, index, place: -1 };
    const place = numbers.get(city);
    if (place === undefined)
      throw new RangeError(
        `Client AS${asn}: unknown city "${city}" in this topology. Name a city where some AS has a PoP.`,
      );
    const { lat, lon } = topology.geography!.places[place];
    return { name: name ?? `AS${asn} ${city}`, asn, city, lat, lon, weight, index, place };
  });
  located.set(clients, { topology, clients: found });
  return found;
}
