// The neighbours of a site: the ASes that its AS meets in the site's city.
import { type Adjacency, type CompiledAsGraph, placesOf } from "../../topology/index.js";

/**
 * ASNs of the neighbours met in a city. All neighbours if no meeting place is known, or if the AS has a PoP there but meets no
 * neighbour (its sessions are then extended to the site).
 * @throws the error of `fail`, for an AS without a PoP in the city
 */
export function neighboursAt(
  { asns, providers, customers, peers, geography }: CompiledAsGraph,
  index: number,
  city: string,
  fail: (text: string) => Error,
): readonly number[] {
  const all: number[] = [];
  const here: number[] = [];
  const elsewhere = new Set<string>();
  const look = ({ offsets, targets, links }: Adjacency) => {
    for (let i = offsets[index]; i < offsets[index + 1]; i++) {
      const asn = asns[targets[i]];
      all.push(asn);
      if (!geography || !links) continue;
      const cities = Array.from(placesOf(geography.meetings, links[i]), (place) => geography.places[place].name);
      if (cities.includes(city)) here.push(asn);
      cities.forEach((name) => elsewhere.add(name));
    }
  };
  [providers, customers, peers].forEach(look);
  if (all.length === 0) throw fail(`AS${asns[index]} has no neighbour to announce to.`);
  const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
  if (here.length > 0) return sorted(here);
  const pops = geography ? Array.from(placesOf(geography.pops, index), (place) => geography.places[place].name) : [];
  if (pops.length === 0 || pops.includes(city)) return sorted(all);
  const known = [...new Set([...pops, ...elsewhere])].slice(0, 8).join(", ");
  throw fail(
    `AS${asns[index]} has no PoP in ${city}; it is in ${known}. Choose one of these, name its neighbours, or add a PoP with attachOrigin.`,
  );
}
