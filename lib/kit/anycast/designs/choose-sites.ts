// Which sites to enable: by unicast latency alone, as if every user reached its best site; by the catchments of actual routing;
// and which sites raise the mean (Zhang et al. 2021, AnyOpt; de Oliveira Schmidt et al. 2017).
import { DeploymentError } from "../deployment.js";
import {
  internetClients,
  locate,
  type InternetClient,
  internetCatchment,
  type InternetDeployment,
  unicastRtts,
  type UnicastRtts,
} from "../internet/index.js";
import { onlySites } from "./only-sites.js";
import { predictSites, type Preferences } from "./preferences.js";

export interface ChosenSites {
  readonly sites: readonly string[];
  /** Mean round trip if every user reached the best of them, ms. */
  readonly idealMs: number;
  /** Mean round trip over routing, ms. */
  readonly routedMs: number;
}

export interface ChooseOptions {
  readonly deployment: InternetDeployment;
  readonly clients?: readonly InternetClient[];
  readonly unicast?: UnicastRtts;
}

/** Means over all users; Infinity if some user reaches no site. */
function means({ deployment, clients = internetClients(deployment.topology), unicast }: ChooseOptions) {
  const located = locate(deployment.topology, clients);
  const total = located.reduce((sum, { weight }) => sum + weight, 0);
  const known = unicast ?? unicastRtts(deployment, { clients });
  const mean = (rttOf: (client: number) => number) =>
    located.reduce((sum, { weight }, i) => sum + (weight > 0 ? weight * rttOf(i) : 0), 0) / total;
  const ideal = (names: readonly string[]) => {
    const rows = names.map((name) => known.rttMs[known.sites.indexOf(name)]);
    return mean((i) => rows.reduce((least, row) => Math.min(least, row[i]), Infinity));
  };
  const routed = (names: readonly string[]) => {
    const { clients: outcomes } = internetCatchment({ deployment: onlySites(deployment, names), clients });
    return mean((i) => (outcomes[i].site === undefined ? Infinity : outcomes[i].rttMs));
  };
  /** The mean predicted by pairwise preferences; a client without a favourite is assumed to reach the worst site. */
  const predicted = (preferences: Preferences, names: readonly string[]) => {
    const rows = names.map((name) => known.rttMs[known.sites.indexOf(name)]);
    const favourites = predictSites(preferences, names);
    return mean((i) => {
      const favourite = favourites[i];
      if (favourite !== undefined) return rows[names.indexOf(favourite)][i];
      return rows.reduce((most, row) => Math.max(most, row[i]), 0);
    });
  };
  return { sites: known.sites, ideal, routed, predicted };
}

/**
 * Adds one site after the other, each time the one that lowers the mean most: the ideal mean ("unicast") or the routed one
 * ("catchments"). The result for 1, 2, ... sites, up to `most`.
 * @example chooseGreedily({ deployment: worldwide, by: "catchments" }).map(({ sites }) => sites.length) // [1,2]
 * @throws DeploymentError unless `most` is an integer from 1 to the number of sites
 */
export function chooseGreedily(
  options: ChooseOptions & { readonly by: "unicast" | "catchments"; readonly most?: number },
): readonly ChosenSites[] {
  const { sites, ideal, routed } = means(options);
  const { by, most = sites.length } = options;
  if (!(Number.isInteger(most) && most >= 1 && most <= sites.length))
    throw new DeploymentError(`The number of sites must be an integer from 1 to ${sites.length} (got ${most}).`);
  const score = by === "unicast" ? ideal : routed;
  const chosen: ChosenSites[] = [];
  let names: readonly string[] = [];
  while (names.length < most) {
    const tried = sites.filter((name) => !names.includes(name)).map((name) => ({ name, ms: score([...names, name]) }));
    const best = tried.reduce((least, each) => (each.ms < least.ms ? each : least));
    names = [...names, best.name];
    chosen.push({ sites: names, idealMs: ideal(names), routedMs: routed(names) });
  }
  return chosen;
}

/**
 * Improves a choice of sites by adding, removing or swapping one site, as long as the routed mean decreases; with preferences
 * the mean that they predict, which takes no more experiments. Ends at a choice that no such step improves: a local best.
 * @example improveSites({ deployment: worldwide, from: ["A"] }).sites // ["A","B"]
 */
export function improveSites(
  options: ChooseOptions & {
    readonly from: readonly string[];
    readonly most?: number;
    readonly preferences?: Preferences;
  },
): ChosenSites {
  const { sites, ideal, routed, predicted } = means(options);
  const { most = sites.length, preferences } = options;
  const score = preferences ? (step: readonly string[]) => predicted(preferences, step) : routed;
  let names: readonly string[] = options.from;
  let ms = score(names);
  for (;;) {
    const out = sites.filter((name) => !names.includes(name));
    const steps = [
      ...(names.length < most ? out.map((name) => [...names, name]) : []),
      ...(names.length > 1 ? names.map((gone) => names.filter((name) => name !== gone)) : []),
      ...names.flatMap((gone) => out.map((name) => [...names.filter((each) => each !== gone), name])),
    ];
    const scored = steps.map((step) => ({ step, ms: score(step) }));
    const best = scored.reduce((least, each) => (each.ms < least.ms ? each : least), { step: names, ms });
    if (best.step === names) return { sites: names, idealMs: ideal(names), routedMs: routed(names) };
    names = best.step;
    ms = best.ms;
  }
}

/**
 * What each site is worth: how much the routed mean would rise without it, ms. Below zero the deployment is better off without.
 * @example worthOfSites({ deployment: worldwide }).map(({ site }) => site) // ["A","B"]
 * @throws DeploymentError for fewer than two sites
 */
export function worthOfSites(options: ChooseOptions): readonly { readonly site: string; readonly worthMs: number }[] {
  const { sites, routed } = means(options);
  if (sites.length < 2) throw new DeploymentError("The value of a site needs at least two sites to compare.");
  const all = routed(sites);
  return sites.map((site) => ({ site, worthMs: routed(sites.filter((name) => name !== site)) - all }));
}
