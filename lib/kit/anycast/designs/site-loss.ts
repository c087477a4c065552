// A design after sites fail: the affected users, their waiting time, and the users left without an answer. BGP moves users when
// routes converge; DNS moves them when its health check has detected the failure and cached answers have expired.
import { site as siteOf, withdraw } from "../announcing.js";
import { DeploymentError } from "../deployment.js";
import { loadOf, type Load } from "../load.js";
import type { InternetCatchment, InternetDeployment } from "../internet/index.js";
import { behind, contentAt } from "./behind.js";
import { outcomesOnce, type FindOutcomes } from "./catchments-once.js";
import { partsOf, type Parts } from "./columns.js";
import { clientsOf, type DesignRoutes, type Evaluation } from "./evaluate.js";
import { withRecoveryDefaults, type Recovery } from "./outage.js";
import type { Service } from "./design.js";

export interface SiteLossOptions extends Recovery {
  /** Sites that fail at the same time: one, or all of a region. */
  readonly dead: readonly string[];
  /** The result of afterLoss for these routes and sites, if already computed. */
  readonly after?: ReturnType<typeof afterLoss>;
}

export interface SiteLoss {
  /** Shares of all users, 0..1: users whose site failed, or under a hybrid the origin behind it, */
  readonly hit: number;
  /** ... users whom BGP moves to another site under the same address, */
  readonly movedByBgp: number;
  /** ... users who wait for DNS to return another address, */
  readonly movedByDns: number;
  /** ... and users who no longer get an answer, including bystanders. */
  readonly lost: number;
  /** Users whom BGP moves from their site although it is up. */
  readonly bystanders: number;
  /** Mean and maximum waiting time of affected users who are not lost, s; 0 if no user is affected. */
  readonly meanSeconds: number;
  readonly worstSeconds: number;
  /** The load after all users have moved. */
  readonly load: Load;
}

/**
 * Computes what a design's users lose when sites fail: who is affected, how long they wait, who gets no answer.
 * @example loseSites(evaluation, worldwide, { dead: ["A"] }).movedByBgp // 0.1684
 * @throws DeploymentError for an unknown site, or if every site fails
 */
export function loseSites(
  evaluation: Evaluation,
  deployment: InternetDeployment,
  { dead, after = afterLoss(evaluation, dead), ...recovery }: SiteLossOptions,
): SiteLoss {
  for (const name of dead) siteOf(deployment, name);
  if (deployment.sites.every(({ name }) => dead.includes(name)))
    throw new DeploymentError("Every site fails. Keep at least one site.");
  const { bgpSeconds, dnsSeconds, ttlSeconds, overstay, keptSeconds } = withRecoveryDefaults(recovery);
  const clients = clientsOf(evaluation);
  const sums = sumsOf(partsOf(evaluation.steering, clients), after, deployment.sites.length);
  const { hit, lost, unanswered, demand } = sums;
  const [bgp, dnsMoves] = [sums.byFate[BGP], sums.byFate[DNS]];
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  // On average a cached answer has half its TTL left at the time of the change.
  const kept = (1 - overstay.share) * (ttlSeconds / 2) + overstay.share * (overstay.seconds / 2);
  const moved = bgp + dnsMoves;
  const waited = bgp * bgpSeconds + dnsMoves * (dnsSeconds + kept);
  const scale = scaleOf(evaluation.load, total);
  const sites = deployment.sites.map(({ name, capacity }, i) => ({
    site: name,
    legitimate: scale * demand[i],
    ...(capacity !== undefined && { capacity }),
  }));
  return {
    hit: hit / total,
    movedByBgp: bgp / total,
    movedByDns: dnsMoves / total,
    lost: lost / total,
    bystanders: sums.byFate[BYSTANDER] / total,
    meanSeconds: moved > 0 ? waited / moved : 0,
    worstSeconds: Math.max(bgp > 0 ? bgpSeconds : 0, dnsMoves > 0 ? dnsSeconds + keptSeconds : 0),
    load: loadOf(sites, { legitimate: scale * unanswered, attack: 0 }),
  };
}

/** Weights of users whose site failed, who lose their answer, or who have none; by fate, and by the final site. */
function sumsOf({ weight, client, service }: Parts, after: readonly LossOutcomes[], sites: number) {
  const byFate = new Float64Array(FATES.length);
  const demand = new Float64Array(sites);
  let [hit, lost, unanswered] = [0, 0, 0];
  for (let p = 0; p < weight.length; p++) {
    const { fate, isHit, site } = after[service[p]];
    const i = client[p];
    byFate[fate[i]] += weight[p];
    if (isHit[i] === 1) hit += weight[p];
    if (fate[i] === LOST || (fate[i] === BYSTANDER && site[i] < 0)) lost += weight[p];
    if (site[i] >= 0) demand[site[i]] += weight[p];
    else unanswered += weight[p];
  }
  return { hit, lost, unanswered, byFate, demand };
}

/** What moves users when sites fail; undefined for users who stay as they are, answered or not. */
export const FATES = ["stays", "bystander", "bgp", "dns", "lost"] as const;
const [STAYS, BYSTANDER, BGP, DNS, LOST] = FATES.keys();

/** The fate of the users of one service when sites fail, by client. */
export interface LossOutcomes {
  /** A position in FATES. */
  readonly fate: Uint8Array;
  /** 1 if the site that answered has failed. */
  readonly isHit: Uint8Array;
  /** The final site, by its position among the sites, and its round trip, ms; -1 and Infinity if none answers. */
  readonly site: Int16Array;
  readonly rttMs: Float64Array;
}

/**
 * The fate of every client under every service when these sites fail. DNS checks whether an address works, not who reaches it:
 * it sends its users to the fastest site under another address. A hybrid whose origin fails has edges without content. Users of an
 * accelerator's endpoint move to the next one by the provider's health check; they are counted with BGP's.
 * @example afterLoss(designRoutes({ deployment: worldwide, design: { kind: "global" } }), ["A"])[0].isHit.filter(Boolean).length // 141
 * @param find caches results of other designs after the same loss; see outcomesOnce
 */
export function afterLoss(
  { design, services, catchments }: DesignRoutes,
  dead: readonly string[],
  find: FindOutcomes = outcomesOnce({ clients: catchments[0].asked, inflation: catchments[0].inflation }),
): readonly LossOutcomes[] {
  if (contentAt(design)?.every((name) => dead.includes(name))) return catchments.map(withoutOrigin);
  const isDead = services[0].deployment.sites.map(({ name }) => dead.includes(name));
  const endpointFails = behind(services[0].deployment, design).map(({ name }) => dead.includes(name));
  const landings = services.map((service, s) =>
    isTouched(service, catchments[s], dead)
      ? find(dead.reduce<InternetDeployment>(withdraw, service.deployment))
      : catchments[s].landings,
  );
  const isAlive = services.map(({ sites }) => sites.some((name) => !dead.includes(name)));
  /** The service that DNS selects for a client; -1 if there is none. */
  const fastest = (client: number): number => {
    let best = -1;
    for (let s = 0; s < services.length; s++) {
      if (!isAlive[s] || landings[s].site[client] < 0) continue;
      if (best < 0 || landings[s].rttMs[client] < landings[best].rttMs[client]) best = s;
    }
    return best;
  };
  return services.map((_service, s) => {
    const before = catchments[s].landings.site;
    const fate = new Uint8Array(before.length);
    const isHit = new Uint8Array(before.length);
    const site = landings[s].site.slice();
    const rttMs = landings[s].rttMs.slice();
    for (let i = 0; i < before.length; i++) {
      const was = before[i];
      isHit[i] = Number(was >= 0 && (isDead[was] || endpointFails[was]));
      if (site[i] >= 0) fate[i] = isHit[i] ? BGP : was < 0 || site[i] === was ? STAYS : BYSTANDER;
      else {
        const other = isHit[i] === 1 && !isAlive[s] ? fastest(i) : -1;
        fate[i] = isHit[i] ? (other < 0 ? LOST : DNS) : was < 0 ? STAYS : BYSTANDER;
        site[i] = other < 0 ? -1 : landings[other].site[i];
        rttMs[i] = other < 0 ? Infinity : landings[other].rttMs[i];
      }
    }
    return { fate, isHit, site, rttMs };
  });
}

/** Edges that still accept connections, with no origin behind them. */
function withoutOrigin({ landings: { site } }: InternetCatchment): LossOutcomes {
  return {
    fate: Uint8Array.from(site, (was) => (was < 0 ? STAYS : LOST)),
    isHit: Uint8Array.from(site, (was) => Number(was >= 0)),
    site: new Int16Array(site.length).fill(-1),
    rttMs: new Float64Array(site.length).fill(Infinity),
  };
}

/**
 * Whether routes to a service change with these sites. A covering prefix, which all sites announce, does not matter as long as
 * every AS has a route to the service's own prefix.
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
