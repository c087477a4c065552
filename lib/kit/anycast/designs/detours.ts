// Users who do not reach their best site, and the cause: DNS returned an address that the best site does not announce, or BGP
// took the packets to another site of the address.
import { locate, type InternetDeployment, bestAlone, type UnicastRtts } from "../internet/index.js";
import { forEachPart, type Evaluation } from "./evaluate.js";

/** Users answered by a site other than their best, or by none. */
export interface Detour {
  /** The client, and the path of its packets: ASNs, the client's first. */
  readonly name: string;
  readonly asn: number;
  readonly city?: string;
  readonly asPath: readonly number[];
  /** Users, in the unit of the clients' weights, and their share of all users, 0..1. */
  readonly weight: number;
  readonly share: number;
  /** The address that DNS gave them: "global", or the name of a region or site. */
  readonly service: string;
  /** The site that answers; absent if none does. */
  readonly site?: string;
  readonly best: string;
  /** Round trip beyond the best site's, ms; Infinity if no site answers. */
  readonly aboveBestMs: number;
  readonly by: "DNS" | "BGP";
}

export interface DetourOptions {
  readonly deployment: InternetDeployment;
  /** What each site alone gives the evaluation's clients; see unicastRtts. */
  readonly unicast: UnicastRtts;
  /** Tolerance within which a site counts as best, ms. Defaults to 1, as in an evaluation. */
  readonly withinMs?: number;
}

/**
 * The detours of a design, those of most users first. Users who can reach no site at all are on no detour.
 * @example detours(evaluation, { deployment: worldwide, unicast: unicastRtts(worldwide) }) // []
 */
export function detours(
  { services, catchments, steering }: Evaluation,
  { deployment, unicast, withinMs = 1 }: DetourOptions,
): readonly Detour[] {
  const clients = locate(deployment.topology, catchments[0].asked);
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  const found: Detour[] = [];
  forEachPart({ steering }, clients, (weight, i, s) => {
    const alone = bestAlone(unicast, i);
    if (!alone || weight === 0) return;
    const { best, bestMs } = alone;
    const { name, asn, city } = clients[i];
    const { name: service, sites } = services[s];
    const { site, rttMs, asPath } = catchments[s].clients[i];
    const aboveBestMs = site === undefined ? Infinity : rttMs - bestMs;
    if (aboveBestMs <= withinMs) return;
    const by = sites.includes(best) ? "BGP" : "DNS";
    const who = { name, asn, ...(city && { city }), asPath, weight, share: weight / total };
    found.push({ ...who, service, ...(site && { site }), best, aboveBestMs, by });
  });
  return found.sort((a, b) => b.share - a.share);
}

/**
 * The share of users on a detour, 0..1, for example among the clients of one region.
 * @example partOnDetour(detours(evaluation, { deployment: worldwide, unicast: unicastRtts(worldwide) }), locate(topology, internetClients(topology))) // 0
 */
export function partOnDetour(
  list: readonly Detour[],
  users: readonly { readonly name: string; readonly weight: number }[],
): number {
  const names = new Set(users.map(({ name }) => name));
  const away = list.reduce((sum, { name, weight }) => sum + (names.has(name) ? weight : 0), 0);
  return away / users.reduce((sum, { weight }) => sum + weight, 0);
}
