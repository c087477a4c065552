// What "choose your sites" is given, and what it is drawn from: measured round trips between thirteen cities, and for every number
// of sites all the choices there are, the best first.
import { bestSites, cloudLatency, siteChoices, type CloudLatency, type SiteChoice } from "anycast-kit/anycast";
import type { State } from "../core/index.js";

/** The data `explore("best-k", ...)` takes. */
export interface BestKProps {
  /** Cities that have a site at first. Defaults to the seven worst places. */
  readonly sites?: readonly string[];
}

/** What every state is computed from. */
export interface BestKScenario {
  readonly table: CloudLatency;
  /** By number of sites, from one; each list the best first. */
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

/** The name of a city's control, fit for an address: "san-jose". */
export const slug = (city: string): string => city.toLowerCase().replace(/ /g, "-");

/** The cities that have a site in a state of the controls. */
export const chosenSites = ({ table }: BestKScenario, state: State): readonly string[] =>
  table.cities.filter((city) => state[slug(city)] === "on");

/** How a choice stands among all of its size: so many are better; equals share a place. */
export function placeOf({ choices }: BestKScenario, sites: readonly string[], meanMs: number) {
  const all = choices[sites.length - 1];
  return { place: all.filter((each) => each.meanMs < meanMs - 1e-9).length + 1, of: all.length };
}
