// Shedding load from an overloaded site without withdrawing it: prepending, whose effect is coarse; and DNS layers, in which an
// overloaded site answers part of its DNS queries with the address of an inner layer (Flavel et al. 2015).
import { isAnnouncing, site as siteOf } from "../announcing.js";
import { DeploymentError } from "../deployment.js";
import { loadOf, type Load } from "../load.js";
import {
  prepend,
  internetClients,
  type InternetClient,
  internetCatchment,
  type InternetDeployment,
  loads,
} from "../internet/index.js";
import { onlySites } from "./only-sites.js";

export interface ShedOptions {
  readonly clients?: readonly InternetClient[];
  /** Total demand, in the unit of the capacities. Defaults to the clients' whole weight. */
  readonly demand?: number;
}

export interface PrependRound {
  readonly deployment: InternetDeployment;
  readonly load: Load;
  /** The site that prepends once more after this round; absent in the last round. */
  readonly prepends?: string;
}

/**
 * Round after round the site that is most overloaded prepends once more, up to `most` times, until none is overloaded or none of
 * the overloaded may go on.
 * @example shedByPrepending(worldwide, { most: 1 }).length > 0 // true
 */
export function shedByPrepending(
  deployment: InternetDeployment,
  { most = 5, ...demand }: ShedOptions & { readonly most?: number } = {},
): readonly PrependRound[] {
  const rounds: PrependRound[] = [];
  for (let now = deployment; ;) {
    const load = loads(now, demand);
    const times = (name: string) => siteOf(now, name).announcement.prepend ?? 0;
    const next = load.sites
      .filter(({ site, utilisation }) => utilisation > 1 && isAnnouncing(now, site) && times(site) < most)
      .sort((a, b) => b.utilisation - a.utilisation)[0];
    if (!next) return [...rounds, { deployment: now, load }];
    rounds.push({ deployment: now, load, prepends: next.site });
    now = prepend(now, next.site, times(next.site) + 1);
  }
}

export interface DnsShedding {
  /** Share of its users that each site of the outer layer diverts to the inner one, 0..1. */
  readonly diverted: Readonly<Record<string, number>>;
  readonly before: Load;
  readonly after: Load;
}

/**
 * Two layers: all sites announce the outer address, the inner sites another one as well. A site above its capacity diverts just the
 * part of its users that is too much; where these go is decided by the inner layer's catchments. Needs no word between the sites.
 * @example shedByDns(worldwide, { inner: ["B"] }).diverted // { A: 0, B: 0 }
 * @throws DeploymentError if there is no inner site, or an unknown one
 */
export function shedByDns(
  deployment: InternetDeployment,
  {
    inner,
    clients = internetClients(deployment.topology),
    demand,
  }: ShedOptions & { readonly inner: readonly string[] },
): DnsShedding {
  if (inner.length === 0) throw new DeploymentError("The inner layer must have at least one site.");
  for (const name of inner) siteOf(deployment, name);
  const outer = internetCatchment({ deployment, clients });
  const second = internetCatchment({ deployment: onlySites(deployment, inner), clients });
  const before = loads(deployment, { clients, ...(demand !== undefined && { demand }) });
  const diverted = Object.fromEntries(
    before.sites.map(({ site, answered }) => [site, inner.includes(site) ? 0 : 1 - answered]),
  );
  const total = outer.clients.reduce((sum, { weight }) => sum + weight, 0);
  const perWeight = demand === undefined ? 1 : demand / total;
  const arriving = new Map<string, number>();
  const arrive = (site = "none", weight: number) => arriving.set(site, (arriving.get(site) ?? 0) + weight * perWeight);
  outer.clients.forEach(({ site, weight }, i) => {
    const part = site === undefined ? 0 : diverted[site];
    arrive(site, (1 - part) * weight);
    if (part > 0) arrive(second.clients[i].site, part * weight);
  });
  const sites = deployment.sites.map(({ name, capacity }) => ({
    site: name,
    legitimate: arriving.get(name) ?? 0,
    ...(capacity !== undefined && { capacity }),
  }));
  return { diverted, before, after: loadOf(sites, { legitimate: arriving.get("none") ?? 0, attack: 0 }) };
}
