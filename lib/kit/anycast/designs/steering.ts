// What DNS knows of a user, and which address it returns. Probabilities instead of samples: a user whom DNS locates in another
// city with a probability of 10 % counts as a tenth of a user there, so results need no seed and are linear in every rate.
import { cities, findCity, greatCircleKm, type Coordinates, worldRegion } from "../../geo/index.js";
import type { Place } from "../../topology/index.js";
import { DeploymentError } from "../deployment.js";
import type { LocatedClient, InternetCatchment } from "../internet/index.js";
import type { Service } from "./design.js";

export interface DnsSteering {
  /**
   * Whether DNS receives the user's subnet (EDNS client subnet, RFC 7871). Without it DNS sees the resolver: that of the user's
   * network, at its first PoP, or a public one. Defaults to false.
   */
  readonly ecs?: boolean;
  /** The share of users of public resolvers, 0..1, and the cities of these; each user uses the nearest. Defaults to none. */
  readonly publicResolvers?: { readonly share: number; readonly cities: readonly string[] };
  /**
   * The probability that geolocation places an address in another city of its country, another country of its region of the
   * world, or another region, chosen in proportion to users. Defaults to 0.
   */
  readonly errors?: { readonly city?: number; readonly country?: number; readonly continent?: number };
  /**
   * "distance": the service with the site nearest to what DNS sees. "latency": the fastest one for the users there. Defaults to
   * "distance".
   */
  readonly choice?: "distance" | "latency";
  /** TTL of answers, s. Defaults to 300. */
  readonly ttlSeconds?: number;
  /** The share of users whose resolver keeps answers longer, and how long, s. Defaults to none. */
  readonly overstay?: { readonly share: number; readonly seconds: number };
}

/** By client, the probability of each service, in the order of the services; they sum to one. */
export type Steering = readonly Float64Array[];

export interface SteerOptions {
  readonly services: readonly Service[];
  /** The catchment of each service, all of the same clients. */
  readonly catchments: readonly InternetCatchment[];
  readonly clients: readonly LocatedClient[];
  readonly dns: DnsSteering;
}

/** @throws DeploymentError for a probability outside 0..1, or a city that is not in the topology */
export function steer({ services, catchments, clients, dns }: SteerOptions): Steering {
  checkChances(dns);
  const certain = Float64Array.of(1);
  if (services.length === 1) return clients.map(() => certain);
  const { topology } = services[0].deployment;
  const places = topology.geography?.places;
  if (!places) throw new DeploymentError("DNS steering needs a topology with places.");
  const { chosen, mistakes } = choicesOf({ services, catchments, clients, dns }, places);
  const { city = 0, country = 0, continent = 0 } = dns.errors ?? {};
  const right = 1 - city - country - continent;
  const asSeen = places.map((_place, number) => {
    const chances = new Float64Array(services.length);
    chances[chosen[number]] += right;
    for (const [rate, mistaken] of [
      [city, mistakes.city],
      [country, mistakes.country],
      [continent, mistakes.continent],
    ] as const)
      if (rate > 0) mistaken(number).forEach((part, s) => (chances[s] += rate * part));
    return chances;
  });
  const publicShare = dns.ecs ? 0 : (dns.publicResolvers?.share ?? 0);
  const publicPlaces = (dns.publicResolvers?.cities ?? []).map((name) => {
    const spelt = findCity(name)?.name;
    const number = places.findIndex((place) => place.name === name || place.name === spelt);
    if (number < 0) throw new DeploymentError(`Public resolvers: unknown place ${name} in this topology.`);
    return number;
  });
  const nearestPublic = (publicPlaces.length > 0 ? places : []).map((place) =>
    publicPlaces.reduce(
      (best, each) =>
        best < 0 || greatCircleKm(place, places[each]) < greatCircleKm(place, places[best]) ? each : best,
      -1,
    ),
  );
  if (publicShare > 0 && publicPlaces.length === 0)
    throw new DeploymentError("Public resolvers must have at least one city.");
  /** Of a place as DNS sees it and a public resolver. */
  const blended = memo((pair) => {
    const far = asSeen[pair % places.length];
    return asSeen[Math.floor(pair / places.length)].map(
      (chance, s) => (1 - publicShare) * chance + publicShare * far[s],
    );
  });
  const { offsets, places: pops } = topology.geography.pops;
  return clients.map(({ index, place }) => {
    const home = offsets[index] < offsets[index + 1] ? pops[offsets[index]] : place;
    const seen = dns.ecs ? place : home;
    if (seen < 0 || place < 0) return mistakes.world;
    if (publicShare === 0) return asSeen[seen];
    return blended(seen * places.length + nearestPublic[place]);
  });
}

/** Computes each value once. */
function memo<Value>(compute: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/** The service that DNS chooses for each place, and those of its mistakes, whatever their probability. */
interface Choices {
  readonly chosen: readonly number[];
  readonly mistakes: ReturnType<typeof mistakesOf>;
}

const choices = new WeakMap<readonly InternetCatchment[], Partial<Record<"distance" | "latency", Choices>>>();

/** Cached for the catchments of a design: an explorer moves the probability of errors. */
function choicesOf({ services, catchments, clients, dns }: SteerOptions, places: readonly Place[]): Choices {
  const { choice = "distance" } = dns;
  const found = choices.get(catchments) ?? {};
  choices.set(catchments, found);
  if (found[choice]) return found[choice];
  const choose = choice === "latency" ? fastest(catchments, clients) : () => -1;
  const near = nearestOf(services, places);
  const chosen = places.map((_place, number) => {
    const fast = choose(number);
    return fast >= 0 ? fast : near[number];
  });
  return (found[choice] = { chosen, mistakes: mistakesOf(places, clients, chosen, services.length) });
}

/** @throws DeploymentError for a probability outside 0..1, or errors that sum to more than 1 */
export function checkChances({ errors = {}, publicResolvers, overstay }: DnsSteering): void {
  const chances = { ...errors, "public resolvers": publicResolvers?.share, overstay: overstay?.share };
  for (const [what, value = 0] of Object.entries(chances))
    if (!(value >= 0 && value <= 1)) throw new DeploymentError(`DNS, ${what}: must be from 0 to 1 (got ${value}).`);
  const sum = (errors.city ?? 0) + (errors.country ?? 0) + (errors.continent ?? 0);
  if (sum > 1 + 1e-12) throw new DeploymentError(`DNS errors: the probabilities must sum to at most 1 (got ${sum}).`);
}

const known = new WeakMap<readonly Service[], readonly number[]>();

/** By place; cached for the services of a design. */
function nearestOf(services: readonly Service[], places: readonly Coordinates[]): readonly number[] {
  const found = known.get(services) ?? places.map((place) => nearest(services, place));
  known.set(services, found);
  return found;
}

/** The service that serves this place by its region, otherwise the one with the nearest site. */
function nearest(services: readonly Service[], place: Coordinates): number {
  const region = worldRegion(place);
  const named = services.findIndex((service) => service.region?.serves?.includes(region));
  if (named >= 0) return named;
  const distance = ({ sites, deployment }: Service) =>
    Math.min(...deployment.sites.filter(({ name }) => sites.includes(name)).map((each) => greatCircleKm(place, each)));
  const distances = services.map(distance);
  return distances.indexOf(Math.min(...distances));
}

/** The service with the lowest mean round trip for the users of a place; -1 if it has no users, or no service reaches them all. */
function fastest(
  catchments: readonly InternetCatchment[],
  clients: readonly LocatedClient[],
): (place: number) => number {
  const sums = new Map<number, Float64Array>();
  clients.forEach(({ place, weight }, i) => {
    if (weight === 0) return;
    const sum = sums.get(place) ?? new Float64Array(catchments.length);
    sums.set(place, sum);
    catchments.forEach(({ landings }, s) => {
      sum[s] += landings.site[i] < 0 ? Infinity : weight * landings.rttMs[i];
    });
  });
  return (place) => {
    const sum = sums.get(place);
    const least = sum ? Math.min(...sum) : Infinity;
    return least < Infinity ? sum!.indexOf(least) : -1;
  };
}

/**
 * The services of users who are located in another city of their country, another country of their region, or another region,
 * in proportion to the users there. Users of a country with one city are never located in another city of it, and so on.
 */
function mistakesOf(
  places: readonly Place[],
  clients: readonly LocatedClient[],
  chosen: readonly number[],
  count: number,
) {
  const users = new Float64Array(places.length);
  for (const { place, weight } of clients) if (place >= 0) users[place] += weight;
  const countryOf = new Map(cities.map(({ name, country }) => [name, country]));
  /** By place, the users of each service in the same part of the world. */
  const usersIn = (parts: readonly string[]): readonly Float64Array[] => {
    const found = new Map(parts.map((part) => [part, new Float64Array(count)]));
    parts.forEach((part, place) => (found.get(part)![chosen[place]] += users[place]));
    return parts.map((part) => found.get(part)!);
  };
  const inCountry = usersIn(places.map(({ name, country }) => country ?? countryOf.get(name) ?? name));
  const inRegion = usersIn(places.map(worldRegion));
  const inWorld = usersIn(places.map(() => ""));
  /** Shares of the outer area outside the inner one; if there are none, the place itself. They sum to one. */
  const others = (place: number, outer: readonly Float64Array[], inner?: readonly Float64Array[]): Float64Array => {
    const found = outer[place].slice();
    if (inner) inner[place].forEach((sum, s) => (found[s] = Math.max(0, found[s] - sum)));
    else found[chosen[place]] = Math.max(0, found[chosen[place]] - users[place]);
    const total = sumOf(found);
    if (total > 1e-12 * sumOf(outer[place])) return found.map((sum) => sum / total);
    found.fill(0)[chosen[place]] = 1;
    return found;
  };
  const [all = new Float64Array(count)] = inWorld;
  const total = sumOf(all);
  return {
    city: memo((place) => others(place, inCountry)),
    country: memo((place) => others(place, inRegion, inCountry)),
    continent: memo((place) => others(place, inWorld, inRegion)),
    world: total > 0 ? all.map((sum) => sum / total) : new Float64Array(count).fill(1 / count),
  };
}

const sumOf = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0);
