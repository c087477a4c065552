// What anycast costs: each client's round trip against that to its best site if only that site announced (routing's best), and
// against the site nearest on the globe (Calder et al. 2015; Koch et al. 2021).
import { greatCircleKm } from "../../geo/coordinates.js";
import { fibreDelayMs } from "../../geo/fibre.js";
import { findAs } from "../../topology/compiled.js";
import { weightedQuantiles } from "../quantile.js";
import { isAnnouncing } from "../announcing.js";
import { internetCatchment, type InternetCatchment, type InternetOutcome } from "./catchment.js";
import type { InternetDeployment } from "./deployment.js";
import type { InternetClient } from "./clients.js";

/** By site, the round-trip time of each client if only that site announced, ms; Infinity where it has no route then. */
export interface UnicastRtts {
  readonly sites: readonly string[];
  /** rttMs[site][client], in the order of `sites` and of the clients. */
  readonly rttMs: readonly Float64Array[];
}

/**
 * What each site alone would give: one catchment for each site that announces and serves. Compute it once, and hand it to
 * inflation() again, as long as neither the sites nor their neighbours and policies change.
 */
export function unicastRtts(
  deployment: InternetDeployment,
  options: { readonly clients?: readonly InternetClient[]; readonly inflation?: number } = {},
): UnicastRtts {
  const serving = deployment.sites.filter(({ name, service }) => service === "up" && isAnnouncing(deployment, name));
  const rttMs = serving.map(({ name }) => {
    const alone = {
      ...deployment,
      announcements: deployment.announcements.filter((each) => each.site === name),
    };
    const { clients } = internetCatchment({ ...options, deployment: alone });
    return Float64Array.from(clients, ({ site, rttMs: rtt }) => (site === undefined ? Infinity : rtt));
  });
  return { sites: serving.map(({ name }) => name), rttMs };
}

export interface ClientInflation extends InternetOutcome {
  /** The site with the lowest round-trip time over routing, and that time in ms; absent where no site is reachable. */
  readonly best?: string;
  readonly bestMs?: number;
  /** Milliseconds above that; may fall below zero, where the way with all sites happens to be the shorter one. */
  readonly aboveBestMs?: number;
  /** The serving site nearest on the globe, its distance, and the round trip in ms over fibre that goes straight there. */
  readonly nearest?: string;
  readonly nearestKm?: number;
  readonly nearestMs?: number;
  readonly aboveNearestMs?: number;
  /** Hops of the AS path beyond the shortest there is when no AS minds who pays. */
  readonly extraHops?: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Inflation {
  readonly clients: readonly ClientInflation[];
  /** Of the answered users, ms. */
  readonly rttMs: Quantiles;
  readonly bestMs: Quantiles;
  readonly aboveBestMs: Quantiles;
  readonly aboveNearestMs: Quantiles;
  /** Part of the answered users who are served by their best site, or as fast (within 1 ms). */
  readonly atBestSite: number;
  /** Part who are served by the site nearest on the globe. */
  readonly atNearestSite: number;
  /** Part whose AS path is longer than the shortest without policies. */
  readonly longerThanPolicyFree: number;
  /** Part who wait 100 ms or more beyond their best site: users sent over an ocean (Rizvi et al. 2024: polarisation). */
  readonly polarised: number;
}

/** How far a user may be from the best and still count as best served, ms. */
const AS_FAST_MS = 1;
/** The extra wait by which Rizvi et al. 2024 call an anycast prefix polarised, ms. */
export const POLARISED_MS = 100;

/**
 * @param options.unicast what each site alone would give, where that is known already
 * @throws RangeError where nobody is answered
 */
export function inflation(
  catchment: InternetCatchment,
  { unicast }: { readonly unicast?: UnicastRtts } = {},
): Inflation {
  const { deployment, asked } = catchment;
  const alone = unicast ?? unicastRtts(deployment, { clients: asked, inflation: catchment.inflation });
  const nearestTo = nearestSites(catchment, alone.sites);
  const hops = policyFreeHops(deployment);
  const clients = catchment.clients.map((client, i): ClientInflation => {
    const best = bestOf(alone, i);
    const near = nearestTo(client);
    const shortest = hops(client.asn);
    const { site, rttMs } = client;
    return {
      ...client,
      ...best,
      ...near,
      ...(site !== undefined && best && { aboveBestMs: rttMs - best.bestMs }),
      ...(site !== undefined && near && { aboveNearestMs: rttMs - near.nearestMs }),
      ...(site !== undefined && shortest >= 0 && { extraHops: client.asPath.length - 1 - shortest }),
    };
  });
  const answered = clients.filter(({ site, weight }) => site !== undefined && weight > 0);
  const total = answered.reduce((sum, { weight }) => sum + weight, 0);
  const part = (test: (client: ClientInflation) => boolean) =>
    answered.reduce((sum, client) => sum + (test(client) ? client.weight : 0), 0) / total;
  const quantiles = (valueOf: (client: ClientInflation) => number | undefined): Quantiles => {
    const known = answered.filter((client) => valueOf(client) !== undefined);
    if (known.length === 0) return { p50: NaN, p90: NaN, p95: NaN, p99: NaN };
    const [p50, p90, p95, p99] = weightedQuantiles(known, (client) => valueOf(client)!, [0.5, 0.9, 0.95, 0.99]);
    return { p50, p90, p95, p99 };
  };
  if (!(total > 0)) throw new RangeError("Inflation needs answered users: no client of this catchment is answered.");
  return {
    clients,
    rttMs: quantiles(({ rttMs }) => rttMs),
    bestMs: quantiles(({ bestMs }) => bestMs),
    aboveBestMs: quantiles(({ aboveBestMs }) => aboveBestMs),
    aboveNearestMs: quantiles(({ aboveNearestMs }) => aboveNearestMs),
    atBestSite: part(({ aboveBestMs = 0 }) => aboveBestMs <= AS_FAST_MS),
    atNearestSite: part(({ site, nearest }) => site === nearest),
    longerThanPolicyFree: part(({ extraHops = 0 }) => extraHops > 0),
    polarised: part(({ aboveBestMs = 0 }) => aboveBestMs >= POLARISED_MS),
  };
}

function bestOf({ sites, rttMs }: UnicastRtts, client: number): { best: string; bestMs: number } | undefined {
  let best = -1;
  for (let s = 0; s < sites.length; s++)
    if (rttMs[s][client] < Infinity && (best < 0 || rttMs[s][client] < rttMs[best][client])) best = s;
  return best < 0 ? undefined : { best: sites[best], bestMs: rttMs[best][client] };
}

/** The nearest of these sites, for each city looked up once. */
function nearestSites({ deployment, inflation: factor }: InternetCatchment, names: readonly string[]) {
  const sites = deployment.sites.filter(({ name }) => names.includes(name));
  type Near = Required<Pick<ClientInflation, "nearest" | "nearestKm" | "nearestMs">>;
  const known = new Map<string, Near | undefined>();
  return ({ city, lat, lon }: InternetOutcome): Near | undefined => {
    if (city === undefined) return undefined;
    if (known.has(city)) return known.get(city);
    let near: Near | undefined;
    for (const site of sites) {
      const km = greatCircleKm({ lat: lat!, lon: lon! }, site);
      if (!near || km < near.nearestKm)
        near = { nearest: site.name, nearestKm: km, nearestMs: 2 * factor * fibreDelayMs(km) };
    }
    known.set(city, near);
    return near;
  };
}

/** Hops from an AS to the nearest origin when every AS forwards for everybody; -1 where there is no way. Breadth first. */
function policyFreeHops({ topology, announcements }: InternetDeployment): (asn: number) => number {
  const { asns, providers, customers, peers } = topology;
  const hops = new Int32Array(asns.length).fill(-1);
  const queue: number[] = [];
  const reach = (index: number, distance: number) => {
    if (hops[index] >= 0) return;
    hops[index] = distance;
    queue.push(index);
  };
  for (const { origin } of announcements) reach(findAs(topology, origin), 0);
  for (const { neighbours } of announcements) for (const asn of neighbours ?? []) reach(findAs(topology, asn), 1);
  const told = new Set(announcements.map(({ origin }) => findAs(topology, origin)));
  for (let head = 0; head < queue.length; head++) {
    const here = queue[head];
    if (told.has(here)) continue; // only the neighbours it tells are next to it
    for (const { offsets, targets } of [providers, customers, peers])
      for (let i = offsets[here]; i < offsets[here + 1]; i++) reach(targets[i], hops[here] + 1);
  }
  return (asn) => hops[findAs(topology, asn)];
}
