// A catchment by city, for maps: who answers the users of each city, all its networks taken together. And the networks that are
// split between sites, each packet leaving at the nearest exit.
import type { Coordinates } from "../../geo/index.js";
import { weightedQuantiles } from "../quantile.js";
import type { InternetCatchment, InternetOutcome } from "./catchment.js";

export interface CityCatchment extends Coordinates {
  readonly city: string;
  readonly weight: number;
  /** The site that answers most of its users; absent where most are answered by nobody. */
  readonly site?: string;
  /** Part of its users that this site answers, or that nobody does, 0..1. */
  readonly share: number;
  /** Weight by site; "none" for users whom nobody answers. */
  readonly weights: Readonly<Record<string, number>>;
  /** Median round-trip time of its answered users, ms; absent without any. */
  readonly rttMs?: number;
}

/**
 * By falling weight. Clients without a city are left out.
 * @example catchmentByCity(before).length > 0 // true
 */
export function catchmentByCity({ clients }: InternetCatchment): readonly CityCatchment[] {
  const cities = new Map<string, InternetOutcome[]>();
  for (const client of clients) {
    if (client.city === undefined) continue;
    const list = cities.get(client.city);
    if (list) list.push(client);
    else cities.set(client.city, [client]);
  }
  return [...cities].map(([city, here]) => summary(city, here)).sort((a, b) => b.weight - a.weight);
}

function summary(city: string, here: readonly InternetOutcome[]): CityCatchment {
  const { lat, lon } = here[0];
  const weights = weightBySite(here);
  const weight = here.reduce((sum, client) => sum + client.weight, 0);
  const [most, part] = Object.entries(weights).reduce((best, each) => (each[1] > best[1] ? each : best));
  const answered = here.filter(({ site, weight: users }) => site !== undefined && users > 0);
  const [rttMs] = answered.length === 0 ? [] : weightedQuantiles(answered, ({ rttMs: rtt }) => rtt, [0.5]);
  return {
    city,
    lat: lat!,
    lon: lon!,
    weight,
    ...(most !== "none" && { site: most }),
    share: weight > 0 ? part / weight : 1,
    weights,
    ...(rttMs !== undefined && { rttMs }),
  };
}

function weightBySite(clients: readonly InternetOutcome[]): Readonly<Record<string, number>> {
  const weights: Record<string, number> = {};
  for (const { site = "none", weight } of clients) weights[site] = (weights[site] ?? 0) + weight;
  return weights;
}

/** An AS whose users reach different sites from different cities. */
export interface SplitAs {
  readonly asn: number;
  readonly weight: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly clients: readonly InternetOutcome[];
}

/** ASes with several cities in different catchments, by falling weight. */
export function splitAses({ clients }: InternetCatchment): readonly SplitAs[] {
  const ases = new Map<number, InternetOutcome[]>();
  for (const client of clients) {
    const list = ases.get(client.asn);
    if (list) list.push(client);
    else ases.set(client.asn, [client]);
  }
  return [...ases]
    .filter(([, here]) => here.some(({ site }) => site !== here[0].site))
    .map(([asn, here]) => ({
      asn,
      weight: here.reduce((sum, { weight }) => sum + weight, 0),
      weights: weightBySite(here),
      clients: here,
    }))
    .sort((a, b) => b.weight - a.weight);
}
