// What a design does when sites die: who notices, for how long, and who is left without an answer. BGP moves users as soon as
// routes settle; DNS moves them when its own check has seen the failure and the answers that resolvers keep have expired.
import { site as siteOf, withdraw } from "../announcing.js";
import { DeploymentError } from "../deployment.js";
import { loadOf, type Load } from "../load.js";
import type { InternetCatchment, InternetDeployment } from "../internet/index.js";
import { outcomesOnce, type FindOutcomes } from "./catchments-once.js";
import { partsOf, type Parts } from "./columns.js";
import { clientsOf, type DesignRoutes, type Evaluation } from "./evaluate.js";
import { withRecoveryDefaults, type Recovery } from "./outage.js";
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

/**
 *
 * @example loseSites(evaluation, worldwide, { dead: ["A"] }).movedByBgp > 0 // true
 * @throws DeploymentError for an unknown site, or where every site dies
 */
export function loseSites(
  evaluation: Evaluation,
  deployment: InternetDeployment,
  { dead, after = afterLoss(evaluation, dead), ...recovery }: SiteLossOptions,
): SiteLoss {
  for (const name of dead) siteOf(deployment, name);
  if (deployment.sites.every(({ name }) => dead.includes(name)))
    throw new DeploymentError("Every site dies: no design survives that. Leave at least one.");
  const { bgpSeconds, dnsSeconds, ttlSeconds, overstay, keptSeconds } = withRecoveryDefaults(recovery);
  const clients = clientsOf(evaluation);
  const sums = sumsOf(partsOf(evaluation.steering, clients), after, deployment.sites.length);
  const { hit, lost, unanswered, demand } = sums;
  const [bgp, dnsMoves] = [sums.byFate[BGP], sums.byFate[DNS]];
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  // An answer that is kept for a TTL has half of it left on average when the change is made.
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

/** The weight of the users whose site died, who lose their answer, who have none, by fate, and by the site that answers in the end. */
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

/** What takes users elsewhere when sites die; nothing does where they stay as they are, answered or not. */
export const FATES = ["stays", "bystander", "bgp", "dns", "lost"] as const;
const [STAYS, BYSTANDER, BGP, DNS, LOST] = FATES.keys();

/** What becomes of the users of one service when sites die, by client. */
export interface LossOutcomes {
  /** A position in FATES. */
  readonly fate: Uint8Array;
  /** 1 where the site that answered is dead. */
  readonly isHit: Uint8Array;
  /** Who answers when all have moved, by its place among the sites, and how far that is, ms; -1 and Infinity where nobody does. */
  readonly site: Int16Array;
  readonly rttMs: Float64Array;
}

/**
 * What becomes of every client under every service when these sites die. DNS sees whether an address is dead, not who reaches it:
 * it sends its users to the fastest site under another. A hybrid whose origin dies has fronts, and nothing to answer with.
 * @param find remembers what other designs have found after the same loss; see outcomesOnce
 */
export function afterLoss(
  { design, services, catchments }: DesignRoutes,
  dead: readonly string[],
  find: FindOutcomes = outcomesOnce({ clients: catchments[0].asked, inflation: catchments[0].inflation }),
): readonly LossOutcomes[] {
  if (design.kind === "hybrid" && dead.includes(design.origin)) return catchments.map(withoutOrigin);
  const isDead = services[0].deployment.sites.map(({ name }) => dead.includes(name));
  const landings = services.map((service, s) =>
    isTouched(service, catchments[s], dead)
      ? find(dead.reduce<InternetDeployment>(withdraw, service.deployment))
      : catchments[s].landings,
  );
  const isAlive = services.map(({ sites }) => sites.some((name) => !dead.includes(name)));
  /** The service that DNS sends a client to; -1 without any. */
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
      isHit[i] = Number(was >= 0 && isDead[was]);
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

/** Fronts that still take the connections, and nothing behind them. */
function withoutOrigin({ landings: { site } }: InternetCatchment): LossOutcomes {
  return {
    fate: Uint8Array.from(site, (was) => (was < 0 ? STAYS : LOST)),
    isHit: Uint8Array.from(site, (was) => Number(was >= 0)),
    site: new Int16Array(site.length).fill(-1),
    rttMs: new Float64Array(site.length).fill(Infinity),
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
