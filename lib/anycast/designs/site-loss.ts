// What a design does when sites die: who notices, for how long, and who is left without an answer. BGP moves users as soon as
// routes settle; DNS moves them when its own check has seen the failure and the answers that resolvers keep have expired.
import { site as siteOf, withdraw } from "../announcing.js";
import { DeploymentError } from "../deployment.js";
import { loadOf, type Load } from "../load.js";
import { locate } from "../internet/clients.js";
import type { InternetCatchment } from "../internet/catchment.js";
import type { InternetDeployment } from "../internet/deployment.js";
import { recoveryOf, type Recovery } from "./outage.js";
import { forEachPart, type DesignRoutes, type Evaluation } from "./evaluate.js";
import { landingsOnce, type FindLandings } from "./catchments-once.js";
import type { Service } from "./design.js";

export interface SiteLossOptions extends Recovery {
  /** Sites that die at once: one, or all of a region. */
  readonly dead: readonly string[];
  /** What afterLoss gives for these routes and sites, where it is known already. */
  readonly after?: ReturnType<typeof afterLoss>;
}

export interface SiteLoss {
  /** Parts of all users, 0..1: whose site died, or under a hybrid the origin behind it, */
  readonly hit: number;
  /** ... whom BGP takes to another site under the same address, */
  readonly movedByBgp: number;
  /** ... who wait for DNS to hand out another address, */
  readonly movedByDns: number;
  /** ... and who get no answer any more, bystanders among them. */
  readonly lost: number;
  /** Users whom BGP takes from their site though it is fine. */
  readonly bystanders: number;
  /** How long users who are hit and not lost wait on average, and at worst, s; 0 where nobody is hit. */
  readonly meanSeconds: number;
  readonly worstSeconds: number;
  /** The load afterwards, when everybody has moved. */
  readonly load: Load;
}

/** @throws DeploymentError for an unknown site, or where every site dies */
export function loseSites(
  evaluation: Evaluation,
  deployment: InternetDeployment,
  { dead, after = afterLoss(evaluation, dead), ...recovery }: SiteLossOptions,
): SiteLoss {
  for (const name of dead) siteOf(deployment, name);
  if (deployment.sites.every(({ name }) => dead.includes(name)))
    throw new DeploymentError("Every site dies: no design survives that. Leave at least one.");
  const { bgpSeconds, dnsSeconds, ttlSeconds, overstay, keptSeconds } = recoveryOf(recovery);
  const clients = locate(deployment.topology, evaluation.catchments[0].asked);
  const sums = { hit: 0, bgp: 0, dns: 0, lost: 0, bystander: 0, stays: 0, unanswered: 0 };
  const demand = new Map<string, number>();
  forEachPart(evaluation, clients, (part, i, s) => {
    const { by, isHit, site } = after(i, s);
    sums[by] += part;
    if (isHit) sums.hit += part;
    if (site !== undefined) return void demand.set(site, (demand.get(site) ?? 0) + part);
    sums.unanswered += part;
    if (by === "bystander") sums.lost += part;
  });
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  // An answer that is kept for a TTL has half of it left on average when the change is made.
  const kept = (1 - overstay.share) * (ttlSeconds / 2) + overstay.share * (overstay.seconds / 2);
  const moved = sums.bgp + sums.dns;
  const waited = sums.bgp * bgpSeconds + sums.dns * (dnsSeconds + kept);
  const scale = scaleOf(evaluation.load, total);
  const sites = deployment.sites.map(({ name, capacity }) => ({
    site: name,
    legitimate: scale * (demand.get(name) ?? 0),
    ...(capacity !== undefined && { capacity }),
  }));
  return {
    hit: sums.hit / total,
    movedByBgp: sums.bgp / total,
    movedByDns: sums.dns / total,
    lost: sums.lost / total,
    bystanders: sums.bystander / total,
    meanSeconds: moved > 0 ? waited / moved : 0,
    worstSeconds: Math.max(sums.bgp > 0 ? bgpSeconds : 0, sums.dns > 0 ? dnsSeconds + keptSeconds : 0),
    load: loadOf(sites, { legitimate: scale * sums.unanswered, attack: 0 }),
  };
}

/** What becomes of a part of the users when sites die. */
export interface LossOutcome {
  /** What takes them elsewhere; nothing does where they stay as they are, answered or not. */
  readonly by: "stays" | "bystander" | "bgp" | "dns" | "lost";
  /** Whether the site that answered them is dead. */
  readonly isHit: boolean;
  /** Who answers when all have moved, and how far that is, ms; absent where nobody does. */
  readonly site?: string;
  readonly rttMs?: number;
}

/**
 * Asks what becomes of a client under a service when these sites die. DNS sees whether an address is dead, not who reaches it: it
 * sends its users to the fastest site under another. A hybrid whose origin dies has fronts, and nothing to answer with.
 * @param find remembers what other designs have found after the same loss; see landingsOnce
 */
export function afterLoss(
  { design, services, catchments }: DesignRoutes,
  dead: readonly string[],
  find: FindLandings = landingsOnce({ clients: catchments[0].asked, inflation: catchments[0].inflation }),
): (client: number, service: number) => LossOutcome {
  if (design.kind === "hybrid" && dead.includes(design.origin))
    return (client, service) => {
      const isHit = catchments[service].clients[client].site !== undefined;
      return { by: isHit ? "lost" : "stays", isHit };
    };
  const after = services.map((service, s) =>
    isTouched(service, catchments[s], dead)
      ? find(dead.reduce<InternetDeployment>(withdraw, service.deployment))
      : catchments[s].clients,
  );
  const alive = services.map(({ sites }) => sites.some((name) => !dead.includes(name)));
  return (client, service) => {
    const was = catchments[service].clients[client].site;
    const { site, rttMs } = after[service][client];
    const isHit = was !== undefined && dead.includes(was);
    if (site !== undefined) {
      const by = isHit ? "bgp" : was === undefined || site === was ? "stays" : "bystander";
      return { by, isHit, site, rttMs };
    }
    if (!isHit) return { by: was === undefined ? "stays" : "bystander", isHit };
    if (alive[service]) return { by: "lost", isHit };
    let best: { readonly site: string; readonly rttMs: number } | undefined;
    after.forEach((landings, s) => {
      const other = landings[client];
      if (!alive[s] || other.site === undefined) return;
      if (!best || other.rttMs < best.rttMs) best = { site: other.site, rttMs: other.rttMs };
    });
    return best ? { by: "dns", isHit, ...best } : { by: "lost", isHit };
  };
}

/**
 * Whether routes to a service change with these sites. A covering prefix, which all sites announce, is not looked at as long as
 * every AS has a route to the service's own.
 */
function isTouched({ deployment }: Service, { states }: InternetCatchment, dead: readonly string[]): boolean {
  const { announcements, prefix } = deployment;
  const isOwnEverywhere =
    states.length > 0 &&
    states[0].problem.prefix.length === prefix.length &&
    states[0].siteNumbers.every((number) => number >= 0);
  const counts = isOwnEverywhere ? announcements.filter((each) => each.prefix === prefix.text) : announcements;
  return counts.some(({ site }) => dead.includes(site));
}

/** Demand for each unit of weight in a load. */
function scaleOf({ sites, unrouted }: Load, weight: number): number {
  return sites.reduce((sum, { legitimate }) => sum + legitimate, unrouted.legitimate) / weight;
}
