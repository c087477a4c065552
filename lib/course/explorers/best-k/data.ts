// The data of "choose your sites": measured round trips between thirteen cities, and for every number of sites all choices,
// best first.
import { bestSites, cloudLatency, siteChoices, type CloudLatency, type SiteChoice } from "anycast-kit/anycast";
import type { State } from "../core/index.js";

/** The data `explore("best-k", ...)` takes. */
export interface BestKProps {
  /** Cities that have a site at first. Defaults to the seven worst places. */
  readonly sites?: readonly string[];
}

/** The input of every state. */
export interface BestKScenario {
  readonly table: CloudLatency;
  /** By number of sites, from one; each list with the best first. */
  readonly choices: readonly (readonly SiteChoice[])[];
  readonly initial: State;
}

/** @throws RangeError for a city that is not in the table */
export function readBestK({ sites }: BestKProps): BestKScenario {
  const table = cloudLatency();
  const choices = table.cities.map((_, i) => siteChoices(table, i + 1));
  const first = sites ?? choices[6].at(-1)!.sites;
  if (first.length > 0) bestSites(table, first);
  const initial = Object.fromEntries(table.cities.map((city) => [slug(city), first.includes(city) ? "on" : "off"]));
  return { table, choices, initial };
}

/** The name of a city's control, valid in an address: "san-jose". */
export const slug = (city: string): string => city.toLowerCase().replace(/ /g, "-");

/** The cities that have a site in a state of the controls. */
export const chosenSites = ({ table }: BestKScenario, state: State): readonly string[] =>
  table.cities.filter((city) => state[slug(city)] === "on");

/** The rank of a choice among all of its size: the number of better ones plus one; ties share a rank. */
export function placeOf({ choices }: BestKScenario, sites: readonly string[], meanMs: number) {
  const all = choices[sites.length - 1];
  return { place: all.filter((each) => each.meanMs < meanMs - 1e-9).length + 1, of: all.length };
}
