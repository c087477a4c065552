// Latency inflation of anycast: each client's round trip compared with its best site if only that site announced, and with the
// geographically nearest site (Calder et al. 2015; Koch et al. 2021).
import { greatCircleKm, fibreDelayMs } from "../../geo/index.js";
import { spread, type Spread } from "../quantile.js";
import type { InternetCatchment, InternetOutcome } from "./catchment.js";
import { policyFreeHops } from "./policy-free.js";
import { bestAlone, unicastRtts, type UnicastRtts } from "./unicast.js";

export interface ClientInflation extends InternetOutcome {
  /** The site with the lowest round-trip time over routing, and that time in ms; absent if no site is reachable. */
  readonly best?: string;
  readonly bestMs?: number;
  /** Milliseconds above that; negative if the path with all sites happens to be shorter. */
  readonly aboveBestMs?: number;
  /** The geographically nearest serving site, its distance, and the round trip in ms over straight fibre. */
  readonly nearest?: string;
  readonly nearestKm?: number;
  readonly nearestMs?: number;
  readonly aboveNearestMs?: number;
  /** AS-path hops beyond the shortest path without policies. */
  readonly extraHops?: number;
}

export interface Inflation {
  readonly clients: readonly ClientInflation[];
  /** Of the answered users, ms. */
  readonly rttMs: Spread;
  readonly bestMs: Spread;
  readonly aboveBestMs: Spread;
  readonly aboveNearestMs: Spread;
  /** Share of answered users served by their best site, or as fast (within 1 ms). */
  readonly atBestSite: number;
  /** Share served by the geographically nearest site. */
  readonly atNearestSite: number;
  /** Share whose AS path is longer than the shortest without policies. */
  readonly longerThanPolicyFree: number;
  /** Share with 100 ms or more beyond their best site: users sent across an ocean (Rizvi et al. 2024: polarisation). */
  readonly polarised: number;
}

/** Tolerance within which a user counts as best served, ms. */
const AS_FAST_MS = 1;
/** The extra round trip that defines a polarised anycast prefix in Rizvi et al. 2024, ms. */
export const POLARISED_MS = 100;

/**
 * How much longer the users' paths and round trips are than to the nearest site, and than with the best site alone.
 * @example inflation(before).rttMs.p50 // 102.7
 * @param catchment which users reach which site
 * @param options what is known already
 * @param options.unicast what each site alone would give, where that is known already
 * @throws RangeError if no client is answered
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
    const best = bestAlone(alone, i);
    const near = nearestTo(client);
    const shortest = hops(client.asn);
    const { site, rttMs } = client;
    const isAnswered = site !== undefined;
    // One object of one shape for each of thousands of clients.
    return {
      name: client.name,
      asn: client.asn,
      city: client.city,
      lat: client.lat,
      lon: client.lon,
      weight: client.weight,
      outcome: client.outcome,
      site,
      identity: client.identity,
      deadSite: client.deadSite,
      km: client.km,
      rttMs,
      asPath: client.asPath,
      best: best?.best,
      bestMs: best?.bestMs,
      aboveBestMs: isAnswered && best ? rttMs - best.bestMs : undefined,
      nearest: near?.nearest,
      nearestKm: near?.nearestKm,
      nearestMs: near?.nearestMs,
      aboveNearestMs: isAnswered && near ? rttMs - near.nearestMs : undefined,
      extraHops: isAnswered && shortest >= 0 ? client.asPath.length - 1 - shortest : undefined,
    };
  });
  const answered = clients.filter(({ site, weight }) => site !== undefined && weight > 0);
  const total = answered.reduce((sum, { weight }) => sum + weight, 0);
  const part = (test: (client: ClientInflation) => boolean) =>
    answered.reduce((sum, client) => sum + (test(client) ? client.weight : 0), 0) / total;
  const spreadOf = (valueOf: (client: ClientInflation) => number | undefined): Spread =>
    spread(
      answered.filter((client) => valueOf(client) !== undefined),
      (client) => valueOf(client)!,
    );
  if (!(total > 0)) throw new RangeError("No client of this catchment is answered, so inflation is undefined.");
  return {
    clients,
    rttMs: spreadOf(({ rttMs }) => rttMs),
    bestMs: spreadOf(({ bestMs }) => bestMs),
    aboveBestMs: spreadOf(({ aboveBestMs }) => aboveBestMs),
    aboveNearestMs: spreadOf(({ aboveNearestMs }) => aboveNearestMs),
    atBestSite: part(({ aboveBestMs = 0 }) => aboveBestMs <= AS_FAST_MS),
    atNearestSite: part(({ site, nearest }) => site === nearest),
    longerThanPolicyFree: part(({ extraHops = 0 }) => extraHops > 0),
    polarised: part(({ aboveBestMs = 0 }) => aboveBestMs >= POLARISED_MS),
  };
}

/** The nearest of these sites, cached per city. */
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
