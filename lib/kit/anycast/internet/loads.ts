// The load of a deployment between ASes: users and bots each follow their own catchment; overloaded sites absorb the load, or
// withdraw and shift it.
import { loadOf, type Load } from "../load.js";
import { isAnnouncing, withdraw } from "../announcing.js";
import { internetCatchment, type InternetCatchment } from "./catchment.js";
import type { InternetClient } from "./clients.js";
import type { InternetDeployment } from "./deployment.js";

export interface DemandOptions {
  /** The clients; see internetCatchment. */
  readonly clients?: readonly InternetClient[];
  /** Total demand of all clients, divided by weight, in the unit of the capacities. Defaults to their whole weight. */
  readonly demand?: number;
  /** The attackers: bots have catchments too. Defaults to none. */
  readonly bots?: readonly InternetClient[];
  /** Total attack traffic. Defaults to their whole weight. */
  readonly attack?: number;
}

/**
 * The load of each site, and how much of it the site serves.
 * @example loads(worldwide, { demand: 100 }).sites.map(({ site, demand }) => `${site} ${Math.round(demand)}`) // ["A 17","B 83"]
 */
export function loads(
  deployment: InternetDeployment,
  { clients, demand, bots = [], attack }: DemandOptions = {},
): Load {
  const users = arriving(internetCatchment({ deployment, ...(clients && { clients }) }), demand);
  const attackers =
    bots.length > 0 ? arriving(internetCatchment({ deployment, clients: bots }), attack) : new Map<string, number>();
  const sites = deployment.sites.map(({ name, capacity }) => ({
    site: name,
    legitimate: users.get(name) ?? 0,
    attack: attackers.get(name) ?? 0,
    ...(capacity !== undefined && { capacity }),
  }));
  return loadOf(sites, { legitimate: users.get("none") ?? 0, attack: attackers.get("none") ?? 0 });
}

/** Demand by site; demand at a failed site counts as lost. */
function arriving({ clients }: InternetCatchment, demand?: number): Map<string, number> {
  const total = clients.reduce((sum, { weight }) => sum + weight, 0);
  const perWeight = demand === undefined ? 1 : total > 0 ? demand / total : 0;
  const found = new Map<string, number>();
  for (const { site = "none", weight } of clients) found.set(site, (found.get(site) ?? 0) + weight * perWeight);
  return found;
}

export interface CascadeRound {
  readonly deployment: InternetDeployment;
  readonly load: Load;
  /** The sites that withdraw after it. */
  readonly withdrawing: readonly string[];
}

export interface Cascade {
  /** The first is the deployment as given. */
  readonly rounds: readonly CascadeRound[];
  readonly ending: "stable" | "none left";
}

export interface CascadeOptions extends DemandOptions {
  /** The overloaded sites that withdraw in a round. Defaults to "all". */
  readonly withdrawing?: "all" | "worst";
}

/**
 * Overloaded sites withdraw, round after round, and pass their load on, until every site can take its own or none is left.
 * @example cascade(worldwide).rounds.length // 1
 */
export function cascade(
  deployment: InternetDeployment,
  { withdrawing = "all", ...demand }: CascadeOptions = {},
): Cascade {
  const rounds: CascadeRound[] = [];
  for (let now = deployment; ;) {
    const load = loads(now, demand);
    const overloaded = load.sites.filter(({ site }) => load.overloaded.includes(site));
    const worst = [...overloaded].sort((a, b) => b.utilisation - a.utilisation);
    const out = (withdrawing === "worst" ? worst.slice(0, 1) : overloaded).map(({ site }) => site);
    rounds.push({ deployment: now, load, withdrawing: out });
    if (out.length === 0) {
      const left = now.sites.some(({ name }) => isAnnouncing(now, name));
      return { rounds, ending: left ? "stable" : "none left" };
    }
    now = out.reduce<InternetDeployment>(withdraw, now);
  }
}

export interface SurvivesLoss {
  readonly site: string;
  /** The load of the other sites without it. */
  readonly load: Load;
  readonly survives: boolean;
}

/**
 * N-1: for each announcing site, whether the others can take what they get when it is gone.
 * @example nMinusOne(worldwide).map(({ site }) => site) // ["A","B"]
 */
export function nMinusOne(deployment: InternetDeployment, demand: DemandOptions = {}): readonly SurvivesLoss[] {
  const announcing = deployment.sites.filter(({ name }) => isAnnouncing(deployment, name));
  return announcing.map(({ name }) => {
    const load = loads(withdraw(deployment, name), demand);
    return { site: name, load, survives: load.overloaded.length === 0 && load.unrouted.legitimate === 0 };
  });
}
