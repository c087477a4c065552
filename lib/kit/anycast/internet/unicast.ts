// The round trips of each site if it were the only one: the baseline for anycast, and the data for choosing sites by latency.
import { isAnnouncing } from "../announcing.js";
import { internetCatchment, type InternetCatchment } from "./catchment.js";
import type { InternetClient } from "./clients.js";
import type { InternetDeployment } from "./deployment.js";

/** By site, the round-trip time of each client if only that site announced, ms; Infinity if it then has no route. */
export interface UnicastRtts {
  readonly sites: readonly string[];
  /** rttMs[site][client], in the order of `sites` and of the clients. */
  readonly rttMs: readonly Float64Array[];
}

/**
 * What each site alone would give: one catchment for each site that announces and serves. Compute it once, and hand it to
 * inflation() again, as long as neither the sites nor their neighbours and policies change.
 * @example unicastRtts(worldwide).sites // ["A","B"]
 */
export function unicastRtts(
  deployment: InternetDeployment,
  {
    catchmentOf,
    ...options
  }: {
    readonly clients?: readonly InternetClient[];
    readonly inflation?: number;
    /** Replaces internetCatchment with a cached version. */
    readonly catchmentOf?: (deployment: InternetDeployment) => Pick<InternetCatchment, "landings">;
  } = {},
): UnicastRtts {
  const serving = deployment.sites.filter(({ name, service }) => service === "up" && isAnnouncing(deployment, name));
  const rttMs = serving.map(({ name }) => {
    const alone = {
      ...deployment,
      announcements: deployment.announcements.filter((each) => each.site === name),
    };
    const { site, rttMs: rtt } = (catchmentOf?.(alone) ?? internetCatchment({ ...options, deployment: alone }))
      .landings;
    return rtt.map((ms, i) => (site[i] < 0 ? Infinity : ms));
  });
  return { sites: serving.map(({ name }) => name), rttMs };
}

/** The site that alone is the fastest for a client, the first on a tie, and its time in ms; absent if none reaches it. */
export function bestAlone(
  { sites, rttMs }: UnicastRtts,
  client: number,
): { readonly best: string; readonly bestMs: number } | undefined {
  let best = -1;
  for (let s = 0; s < sites.length; s++)
    if (rttMs[s][client] < Infinity && (best < 0 || rttMs[s][client] < rttMs[best][client])) best = s;
  return best < 0 ? undefined : { best: sites[best], bestMs: rttMs[best][client] };
}
