// Catchments of any subset of the sites from experiments with two sites at a time: N (N - 1) / 2 of them instead of 2^N (Zhang et
// al. 2021, AnyOpt). If preferences hold, a client that prefers one site to every other one uses it whichever other sites announce.
import { site as siteOf } from "../announcing.js";
import { internetClients, type InternetClient, internetCatchment, type InternetDeployment } from "../internet/index.js";
import { onlySites } from "./only-sites.js";

export interface Preferences {
  readonly sites: readonly string[];
  /** By client, for sites i and j at [i * sites.length + j]: 1 if it uses i when i and j announce, -1 if it uses j, otherwise 0. */
  readonly prefers: readonly Int8Array[];
}

/**
 * Runs the experiments: the deployment with each pair of its sites announcing.
 * @example pairwisePreferences(worldwide).sites // ["A","B"]
 */
export function pairwisePreferences(
  deployment: InternetDeployment,
  clients: readonly InternetClient[] = internetClients(deployment.topology),
): Preferences {
  const sites = deployment.sites.map(({ name }) => name);
  const n = sites.length;
  const prefers = clients.map(() => new Int8Array(n * n));
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const pair = internetCatchment({ deployment: onlySites(deployment, [sites[i], sites[j]]), clients });
      pair.clients.forEach(({ site }, client) => {
        const won = site === sites[i] ? 1 : site === sites[j] ? -1 : 0;
        prefers[client][i * n + j] = won;
        prefers[client][j * n + i] = -won;
      });
    }
  return { sites, prefers };
}

/**
 * By client the site that it prefers to all others of these; undefined if it has no such site, because its preferences go in a
 * circle or it reaches none.
 * @example predictSites(pairwisePreferences(worldwide), ["A"]).filter((name) => name === "A").length // 628
 * @throws DeploymentError for a site that is not among the preferences
 */
export function predictSites(
  { sites, prefers }: Preferences,
  names: readonly string[],
): readonly (string | undefined)[] {
  const known = { sites: sites.map((name) => ({ name })) };
  const numbers = names.map((name) => sites.indexOf(siteOf(known, name).name));
  return prefers.map((row) => {
    const favourite = numbers.find((i) => numbers.every((j) => i === j || row[i * sites.length + j] === 1));
    return favourite === undefined ? undefined : sites[favourite];
  });
}
