// The computation of "add-a-site": the same users before and after adding or removing a site; who gains and who loses, and by
// which route.
import { evaluate, type Evaluation, onlySites, pairwisePreferences, type Preferences } from "anycast-kit/anycast";
import { type CityChange, lruCache } from "anycast-kit/figures";
import type { State } from "../core/index.js";
import { drawsOf, type Draw } from "./why.js";
import { type AddASiteJson, serviceOf, type Service } from "../designs/index.js";

export interface AddASiteScenario {
  readonly json: AddASiteJson;
  /** With the candidates' cities too: the operator buys there, and announces nothing yet. */
  readonly service: Service;
  /** Global anycast from these sites; computed once for each set. */
  readonly from: (letters: readonly string[]) => Evaluation;
  /** What each client prefers, from experiments with two sites at a time; computed when it is first asked for. */
  readonly preferences: () => Preferences;
}

export function readAddASiteScenario(json: AddASiteJson): AddASiteScenario {
  const service = serviceOf({ ...json, sites: { ...json.sites, ...json.candidates } });
  const known = lruCache<Evaluation>();
  const compute = (letters: readonly string[]) => {
    const { deployment, asked: clients } = service;
    const { sites, rttMs } = service.unicast();
    const here = (name: string) => letters.includes(name);
    const unicast = { sites: sites.filter(here), rttMs: rttMs.filter((_row, i) => here(sites[i])) };
    return evaluate({ deployment: onlySites(deployment, letters), design: { kind: "global" }, clients, unicast });
  };
  const from = (letters: readonly string[]) => known(letters.join(), () => compute(letters));
  let preferred: Preferences | undefined;
  const preferences = () => (preferred ??= pairwisePreferences(service.deployment, service.asked));
  return { json, service, from, preferences };
}

/** Smaller changes count as none, ms. */
export const FELT_MS = 1;

export interface SiteChange {
  readonly letter: string;
  readonly isAdded: boolean;
  /** The sites that announce before. */
  readonly sites: readonly string[];
  readonly before: Evaluation;
  readonly after: Evaluation;
  /** Shares of users, 0..1, and their mean change, ms. */
  readonly gain: { readonly share: number; readonly meanMs: number };
  readonly lose: { readonly share: number; readonly meanMs: number };
  /** In descending order of weight. */
  readonly cities: readonly CityChange[];
  /** The ASes at which users leave their old path, largest effect on the mean first. */
  readonly draws: readonly Draw[];
}

/** The site or candidate as a control: ticked if it announces before the change. */
export const announcesName = (letter: string) => `announces-${letter.toLowerCase()}`;

/** The sites that announce before the change: the ticked ones; as given if none is. */
export function announcingBefore({ json, service }: AddASiteScenario, state: State): readonly string[] {
  const ticked = service.deployment.sites.map(({ name }) => name).filter((name) => state[announcesName(name)] === "on");
  return ticked.length > 0 ? ticked : Object.keys(json.sites);
}

/**
 * @param letter of a site to add, or to remove
 * @param sites that announce before. Defaults to the sites of the data, without the candidates
 */
export function changeSite(
  { json, service, from }: AddASiteScenario,
  letter: string,
  sites: readonly string[] = Object.keys(json.sites),
): SiteChange {
  const isAdded = !sites.includes(letter);
  const order = service.deployment.sites.map(({ name }) => name);
  const after = isAdded ? [...sites, letter] : sites.filter((each) => each !== letter);
  const [old, now] = [sites, after].map((letters) => from(order.filter((each) => letters.includes(each))));
  const { clients, cities, cityOf, weight: total } = service.users;
  const [was, is] = [old, now].map(({ catchments }) => catchments[0].clients);
  const sums = cities.map(() => ({ gaining: 0, losing: 0, all: 0 }));
  const felt = { gain: { weight: 0, sum: 0 }, lose: { weight: 0, sum: 0 } };
  clients.forEach(({ weight }, i) => {
    const change = is[i].rttMs - was[i].rttMs;
    const city = sums[cityOf[i]];
    city.all += weight * change;
    const side = change >= FELT_MS ? "lose" : change <= -FELT_MS ? "gain" : undefined;
    if (!side) return;
    felt[side].weight += weight;
    felt[side].sum += weight * change;
    city[side === "lose" ? "losing" : "gaining"] += weight;
  });
  const part = ({ weight, sum }: { weight: number; sum: number }) => ({
    share: weight / total,
    meanMs: weight > 0 ? sum / weight : 0,
  });
  return {
    letter,
    isAdded,
    sites,
    before: old,
    after: now,
    gain: part(felt.gain),
    lose: part(felt.lose),
    cities: cities.map(({ city, lat, lon, weight }, i) => {
      const { gaining, losing, all } = sums[i];
      return { city, lat, lon, weight, gaining, losing, meanMs: weight > 0 ? all / weight : 0 };
    }),
    draws: drawsOf(service.deployment.topology, was, is, FELT_MS),
  };
}
