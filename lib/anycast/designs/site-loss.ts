// What a design does when sites die: who notices, for how long, and who is left without an answer. BGP moves users as soon as
// routes settle; DNS moves them when its own check has seen the failure and the answers that resolvers keep have expired.
import { site as siteOf, withdraw } from "../announcing.js";
import { DeploymentError } from "../deployment.js";
import { loadOf, type Load } from "../load.js";
import { locate } from "../internet/clients.js";
import { internetCatchment } from "../internet/catchment.js";
import type { InternetDeployment } from "../internet/deployment.js";
import type { DnsSteering } from "./steering.js";
import type { Evaluation } from "./evaluate.js";

export interface SiteLossOptions {
  /** Sites that die at once: one, or all of a region. */
  readonly dead: readonly string[];
  readonly dns?: DnsSteering;
  /** From the failure until routes have settled elsewhere, s; 90 unless given, the hold time that RFC 4271 suggests. */
  readonly bgpSeconds?: number;
  /** From the failure until DNS hands out another address, s; 30 unless given. */
  readonly dnsSeconds?: number;
}

export interface SiteLoss {
  /** Parts of all users, 0..1: whose site died, */
  readonly hit: number;
  /** ... whom BGP takes to another site under the same address, */
  readonly movedByBgp: number;
  /** ... who wait for DNS to hand out another address, */
  readonly movedByDns: number;
  /** ... and who get no answer any more. */
  readonly lost: number;
  /** Users who move though their site is fine. */
  readonly bystanders: number;
  /** How long users who are hit and not lost wait on average, and at worst, s; 0 where nobody is hit. */
  readonly meanSeconds: number;
  readonly worstSeconds: number;
  /** The load afterwards, when everybody has moved. */
  readonly load: Load;
}

/** @throws DeploymentError for an unknown site, or where every site dies */
export function loseSites(
  { services, catchments, steering, load: before }: Evaluation,
  deployment: InternetDeployment,
  { dead, dns = {}, bgpSeconds = 90, dnsSeconds = 30 }: SiteLossOptions,
): SiteLoss {
  for (const name of dead) siteOf(deployment, name);
  if (deployment.sites.every(({ name }) => dead.includes(name)))
    throw new DeploymentError("Every site dies: no design survives that. Leave at least one.");
  const { ttlSeconds = 300, overstay = { share: 0, seconds: 0 } } = dns;
  const asked = catchments[0].asked;
  const clients = locate(deployment.topology, asked);
  const after = services.map((service, s) =>
    internetCatchment({
      deployment: dead.reduce<InternetDeployment>(withdraw, service.deployment),
      clients: asked,
      inflation: catchments[s].inflation,
    }),
  );
  const alive = services.map(({ sites }) => sites.some((name) => !dead.includes(name)));
  const sums = { hit: 0, movedByBgp: 0, movedByDns: 0, lost: 0, bystanders: 0, bgp: 0, dns: 0, total: 0 };
  const demand = new Map<string, number>();
  const arrive = (site: string, part: number) => demand.set(site, (demand.get(site) ?? 0) + part);
  clients.forEach(({ weight }, i) => {
    sums.total += weight;
    services.forEach((_service, s) => {
      const part = weight * steering[i][s];
      if (part === 0) return;
      const was = catchments[s].clients[i].site;
      const now = after[s].clients[i].site;
      if (now !== undefined) arrive(now, part);
      if (was === undefined) return;
      if (!dead.includes(was)) {
        if (now !== was) sums.bystanders += part;
        return;
      }
      sums.hit += part;
      if (now !== undefined) return void (sums.movedByBgp += part);
      const other = nextBest(i, s);
      if (other === undefined) return void (sums.lost += part);
      sums.movedByDns += part;
      arrive(other, part);
    });
  });
  /** The site DNS would send them to instead: the fastest under another address that still answers. */
  function nextBest(client: number, but: number): string | undefined {
    let best: { site: string; rttMs: number } | undefined;
    services.forEach((_service, s) => {
      const { site, rttMs } = after[s].clients[client];
      if (s !== but && alive[s] && site !== undefined && (!best || rttMs < best.rttMs)) best = { site, rttMs };
    });
    return best?.site;
  }
  // An answer that is kept for a TTL has half of it left on average when the change is made.
  const kept = (1 - overstay.share) * (ttlSeconds / 2) + overstay.share * (overstay.seconds / 2);
  const worstKept = Math.max(ttlSeconds, overstay.share > 0 ? overstay.seconds : 0);
  const moved = sums.movedByBgp + sums.movedByDns;
  const waited = sums.movedByBgp * bgpSeconds + sums.movedByDns * (dnsSeconds + kept);
  const scale = scaleOf(before, sums.total);
  const sites = deployment.sites.map(({ name, capacity }) => ({
    site: name,
    legitimate: scale * (demand.get(name) ?? 0),
    ...(capacity !== undefined && { capacity }),
  }));
  return {
    hit: sums.hit / sums.total,
    movedByBgp: sums.movedByBgp / sums.total,
    movedByDns: sums.movedByDns / sums.total,
    lost: sums.lost / sums.total,
    bystanders: sums.bystanders / sums.total,
    meanSeconds: moved > 0 ? waited / moved : 0,
    worstSeconds: Math.max(sums.movedByBgp > 0 ? bgpSeconds : 0, sums.movedByDns > 0 ? dnsSeconds + worstKept : 0),
    load: loadOf(sites, { legitimate: scale * sums.lost, attack: 0 }),
  };
}

/** Demand for each unit of weight in a load. */
function scaleOf({ sites, unrouted }: Load, weight: number): number {
  return sites.reduce((sum, { legitimate }) => sum + legitimate, unrouted.legitimate) / weight;
}
