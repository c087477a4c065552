// A catchment by city, for maps: the site that answers the users of each city, over all networks. Also the networks that are
// split between sites because packets leave at the nearest exit.
import type { Coordinates } from "../../geo/index.js";
import { weightedQuantiles } from "../quantile.js";
import type { InternetCatchment, InternetOutcome } from "./catchment.js";

export interface CityCatchment extends Coordinates {
  readonly city: string;
  readonly weight: number;
  /** The site that answers most of its users; absent if most get no answer. */
  readonly site?: string;
  /** Share of its users that this site answers, or that get no answer, 0..1. */
  readonly share: number;
  /** Weight by site; "none" for users without an answer. */
  readonly weights: Readonly<Record<string, number>>;
  /** Median round-trip time of its answered users, ms; absent if there are none. */
  readonly rttMs?: number;
}

/**
 * In descending order of weight. Clients without a city are left out.
 * @example catchmentByCity(before).length // 270
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

/**
 * ASes with several cities in different catchments, in descending order of weight.
 * @example splitAses(before).length // 8
 */
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
