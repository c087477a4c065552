// The load of each site and its capacity: absorb or withdraw (Moura et al. 2016). Demand and capacity in one unit.
import { DeploymentError } from "./deployment.js";

export interface SiteDemand {
  readonly site: string;
  readonly legitimate: number;
  /** Defaults to 0. */
  readonly attack?: number;
  /** Defaults to unlimited. */
  readonly capacity?: number;
}

export interface SiteLoad extends Required<SiteDemand> {
  readonly demand: number;
  /** Demand over capacity; above 1 the site drops queries. */
  readonly utilisation: number;
  /** Share of queries that it answers, 0..1, legitimate and attack alike, because it cannot distinguish them. */
  readonly answered: number;
}

export interface Load {
  readonly sites: readonly SiteLoad[];
  /** Share of all legitimate queries that are answered, 0..1; queries that reach no site count as lost. */
  readonly legitimateAnswered: number;
  /** Sites whose demand is above their capacity. */
  readonly overloaded: readonly string[];
  /** Legitimate and attack queries that reach no site. */
  readonly unrouted: { readonly legitimate: number; readonly attack: number };
}

/**
 * Each site absorbs what it can: above its capacity it answers only a share of all queries.
 * @example loadOf([{ site: "A", legitimate: 10, attack: 200, capacity: 50 }]).legitimateAnswered // 0.238
 * @throws DeploymentError for a demand or capacity below zero
 */
export function loadOf(demands: readonly SiteDemand[], unrouted = { legitimate: 0, attack: 0 }): Load {
  const sites = demands.map(({ site, legitimate, attack = 0, capacity = Infinity }): SiteLoad => {
    for (const [what, value] of Object.entries({ legitimate, attack, capacity }))
      if (!(value >= 0)) throw new DeploymentError(`Site ${site}: ${what} must be 0 or more (got ${value}).`);
    const demand = legitimate + attack;
    const utilisation = demand === 0 ? 0 : demand / capacity;
    return { site, legitimate, attack, capacity, demand, utilisation, answered: utilisation > 1 ? 1 / utilisation : 1 };
  });
  const all = sites.reduce((sum, { legitimate }) => sum + legitimate, unrouted.legitimate);
  const served = sites.reduce((sum, { legitimate, answered }) => sum + legitimate * answered, 0);
  return {
    sites,
    legitimateAnswered: all > 0 ? served / all : 1,
    overloaded: sites.filter(({ utilisation }) => utilisation > 1).map(({ site }) => site),
    unrouted,
  };
}

/**
 * The demands after one site withdraws: its demand, including attacks, moves as given by `to`; shares sum to at most 1, and the
 * rest reaches no site.
 * @example withdrawTo(demands, "A", { C: 1 }).map(({ site, attack }) => `${site} ${attack}`) // ["C 200"]
 * @throws DeploymentError for an unknown site, or shares that sum to more than 1
 */
export function withdrawTo(
  demands: readonly SiteDemand[],
  name: string,
  to: Readonly<Record<string, number>>,
): readonly SiteDemand[] {
  const from = demands.find(({ site }) => site === name);
  for (const each of [name, ...Object.keys(to)])
    if (!demands.some(({ site }) => site === each)) throw new DeploymentError(`Unknown site ${each}.`);
  const parts = Object.values(to);
  if (parts.some((part) => !(part >= 0)) || parts.reduce((sum, part) => sum + part, 0) > 1 + 1e-9 || name in to)
    throw new DeploymentError(
      `Site ${name} withdraws: its demand must be divided among the others, in shares from 0 to 1.`,
    );
  return demands
    .filter(({ site }) => site !== name)
    .map((each) => {
      const part = to[each.site] ?? 0;
      const attack = (each.attack ?? 0) + part * (from!.attack ?? 0);
      return { ...each, legitimate: each.legitimate + part * from!.legitimate, attack };
    });
}
