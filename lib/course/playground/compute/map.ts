// The same state on a map, where the scenario says in which cities its sites and networks are.
import type { MapClient, MapSite } from "anycast-kit/figures";
import { cityTitle } from "anycast-kit/geo";
import { arrivals, type Scenario, type SteadyState } from "anycast-kit/routing";
import type { OnMap } from "../protocol.js";

/** More places than this cover each other. */
const MOST_PLACES = 150;

/** @returns undefined if no site, or nothing else, has a place */
export function onMap(
  { topology }: Scenario,
  state: SteadyState,
  letters: ReadonlyMap<string, string>,
): OnMap | undefined {
  const popsOf = new Map(topology.ases.map(({ asn, pops }) => [asn, pops]));
  const sites = new Map<string, MapSite>();
  for (const { site, origin, city } of state.problem.announcements) {
    const pops = popsOf.get(origin) ?? [];
    const at = city === undefined ? (pops.length === 1 ? pops[0] : undefined) : pops.find((pop) => pop.city === cityTitle(city)); // prettier-ignore
    const letter = letters.get(site);
    if (at && letter !== undefined && !sites.has(site))
      sites.set(site, { name: letter, place: site === letter ? at.city : site, lat: at.lat, lon: at.lon });
  }
  const places = topology.ases.flatMap(({ asn, pops }) => pops.map((pop) => ({ asn, pop }))).slice(0, MOST_PLACES);
  if (sites.size === 0 || places.length === 0) return undefined;
  const arrived = arrivals(state, places.map(({ asn, pop }) => ({ asn, city: pop.city }))); // prettier-ignore
  const drawn = new Set([...sites.values()].map(({ name }) => name));
  const clients = places.map(({ asn, pop: { city, lat, lon } }, i): MapClient & { readonly asn: number } => {
    const { site } = arrived[i];
    const letter = site === undefined ? undefined : letters.get(site);
    const answers =
      site === undefined ? { site: null } : letter !== undefined && drawn.has(letter) ? { site: letter } : {};
    return { asn, name: `AS${asn} ${city}`, lat, lon, ...answers };
  });
  return { sites: [...sites.values()], clients };
}
