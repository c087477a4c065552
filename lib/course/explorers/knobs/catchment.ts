// The catchment for one state of the knobs, as numbers by client: small enough to recompute within a frame. The same routes and
// paths as `internetCatchment`, of which it is the short form.
import { statesOf, type LocatedClient, type InternetDeployment } from "anycast-kit/anycast";
import { type Coordinates, fibreDelayMs, TYPICAL_INFLATION } from "anycast-kit/geo";
import type { CityUsers } from "anycast-kit/figures";
import { forwardingPathsTo } from "anycast-kit/routing";

/** The users and their cities. */
export interface AskedUsers {
  readonly clients: readonly LocatedClient[];
  /** In descending order of weight. */
  readonly cities: readonly (Coordinates & { readonly city: string; readonly weight: number })[];
  /** By client, the number of its city. */
  readonly cityOf: Int32Array;
  readonly weight: number;
}

export function askedUsers(clients: readonly LocatedClient[]): AskedUsers {
  const found = new Map<string, Coordinates & { city: string; weight: number }>();
  for (const { city = "", lat = 0, lon = 0, weight } of clients) {
    const known = found.get(city);
    if (known) known.weight += weight;
    else found.set(city, { city, lat, lon, weight });
  }
  const cities = [...found.values()].sort((a, b) => b.weight - a.weight);
  const numbers = new Map(cities.map(({ city }, i) => [city, i]));
  return {
    clients,
    cities,
    cityOf: Int32Array.from(clients, ({ city = "" }) => numbers.get(city)!),
    weight: cities.reduce((sum, { weight }) => sum + weight, 0),
  };
}

export interface KnobsCatchment {
  readonly deployment: InternetDeployment;
  /** By client, the number of the site that answers; the number of sites if none does. */
  readonly site: Int8Array;
  /** By client, the length of the path along the cities passed, km. */
  readonly km: Float64Array;
}

export function catchmentOf(deployment: InternetDeployment, { clients }: AskedUsers): KnobsCatchment {
  const { sites } = deployment;
  const site = new Int8Array(clients.length).fill(sites.length);
  const km = new Float64Array(clients.length);
  const states = statesOf(deployment);
  const ways = forwardingPathsTo(states, deployment.topology);
  const ends = ways.sites.map((name) => sites.findIndex((each) => each.name === name));
  clients.forEach(({ index, place }, i) => {
    const way = ways.from(index, place);
    if (ways.site[way] < 0) return;
    site[i] = ends[ways.site[way]];
    km[i] = ways.km[way];
  });
  return { deployment, site, km };
}

/** Share of users by site, 0..1; the last is the share without an answer. */
export function sharesOf({ deployment, site }: KnobsCatchment, { clients, weight }: AskedUsers): Float64Array {
  const shares = new Float64Array(deployment.sites.length + 1);
  site.forEach((number, i) => (shares[number] += clients[i].weight / weight));
  return shares;
}

/** Share of users that moved from one site to another, 0..1: from * (sites + 1) + to. */
export function movesBetween(
  before: KnobsCatchment,
  after: KnobsCatchment,
  { clients, weight }: AskedUsers,
): Float64Array {
  const width = after.deployment.sites.length + 1;
  const moves = new Float64Array(width * width);
  after.site.forEach((to, i) => (moves[before.site[i] * width + to] += clients[i].weight / weight));
  return moves;
}

/** The cities with the sites that answer their users. */
export function citiesOf({ deployment, site }: KnobsCatchment, { clients, cities, cityOf }: AskedUsers): CityUsers[] {
  const names = [...deployment.sites.map(({ name }) => name), "none"];
  const sums = new Float64Array(cities.length * names.length);
  site.forEach((number, i) => (sums[cityOf[i] * names.length + number] += clients[i].weight));
  return cityUsers(cities, names, sums);
}

/** The cities with the weight of their users under each name: rows of `sums` by city, columns by name. */
export function cityUsers(cities: AskedUsers["cities"], names: readonly string[], sums: Float64Array): CityUsers[] {
  return cities.map((city, i) => {
    const weights: Record<string, number> = {};
    names.forEach((name, number) => {
      const sum = sums[i * names.length + number];
      if (sum > 0) weights[name] = sum;
    });
    return { ...city, weights };
  });
}

/** Step width for medians, km: 0.08 ms of a round trip. */
const STEP_KM = 5;
const STEPS = 16_000;

/** Median round trip of the users of each site, ms, propagation only; undefined for a site without users. */
export function medianRtts({ deployment, site, km }: KnobsCatchment, { clients }: AskedUsers): (number | undefined)[] {
  // Counted into steps, not sorted: a sort of all clients would take a quarter of a frame.
  const { length } = deployment.sites;
  const weights = new Float64Array((length + 1) * STEPS);
  const sums = new Float64Array(length + 1);
  site.forEach((number, i) => {
    weights[number * STEPS + Math.min(STEPS - 1, Math.floor(km[i] / STEP_KM))] += clients[i].weight;
    sums[number] += clients[i].weight;
  });
  return Array.from({ length }, (_none, number) => {
    if (sums[number] === 0) return undefined;
    let step = -1;
    for (let below = 0; below < sums[number] / 2;) below += weights[number * STEPS + ++step];
    return 2 * TYPICAL_INFLATION.cloud * fibreDelayMs((step + 0.5) * STEP_KM);
  });
}
