// The map of "choose your sites": cities with a site have a letter, every other city has the colour of the best site and a line
// to it. There are eight letters: of more sites, the ones with other cities to answer get a letter first.
import type { BestSite } from "anycast-kit/anycast";
import { mapFigure, siteLetters, type Figure } from "anycast-kit/figures";
import { city } from "anycast-kit/geo";

export interface SitesMapOptions {
  readonly name: string;
  /** Every city, with the site that answers it; empty without a site. */
  readonly cities: readonly string[];
  readonly reached: readonly BestSite[];
  readonly sites: readonly string[];
}

export function sitesMap({ name, cities, reached, sites }: SitesMapOptions): Figure {
  const letterOf = lettersOf(sites, cities, reached);
  const drawn = [...letterOf].map(([place, letter]) => ({ ...city(place), name: letter, place }));
  const clients = cities.flatMap((each, i) => {
    const site = sites.length === 0 ? null : letterOf.get(reached[i].site);
    return letterOf.has(each) ? [] : [{ ...city(each), name: each, ...(site !== undefined && { site }) }];
  });
  const paths = clients.flatMap(({ name: from, site }) => (site ? [{ stops: [from, site], site }] : []));
  return mapFigure({
    name,
    title: "Which site answers which city",
    region: "world",
    sites: drawn,
    clients,
    paths,
    touch: true,
  });
}

/** City -> letter, in the order of the table. */
export function lettersOf(
  sites: readonly string[],
  cities: readonly string[],
  reached: readonly BestSite[],
): ReadonlyMap<string, string> {
  const answersOthers = (site: string) => reached.some((each, i) => each.site === site && cities[i] !== site);
  const first = [...sites].sort((a, b) => Number(answersOthers(b)) - Number(answersOthers(a)));
  const lettered = first.slice(0, siteLetters.length);
  return new Map(sites.filter((site) => lettered.includes(site)).map((site, i) => [site, siteLetters[i]]));
}
