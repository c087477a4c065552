// A small network for stories: a client in Denver, site A in Seattle, site B in New York; Denver reaches A first.
import { networkOfCities } from "../../lib/kit/routing/networks.js";
import { parseAddress } from "../../lib/kit/routing/address.js";
import { hostPrefix, parsePrefix } from "../../lib/kit/routing/prefix.js";
import { igpFibs, type IgpAnnouncement } from "../../lib/kit/routing/igp.js";

export const network = networkOfCities("three cities", [
  ["Seattle", "Denver", 10],
  ["Denver", "Chicago", 10],
  ["Chicago", "New York", 10],
]);
export const SHARED = "192.0.2.53";
export const CLIENT = "203.0.113.7";
export const UNIQUE = { A: "198.51.100.1", B: "198.51.100.2" } as const;
const at = { A: "Seattle", B: "New York" } as const;

/** The tables while these sites announce the shared address. */
export const fibs = (...announcing: readonly ("A" | "B")[]) => igpFibs(network, announcementsOf(...announcing));

export function announcementsOf(...announcing: readonly ("A" | "B")[]): IgpAnnouncement[] {
  return [
    { prefix: hostPrefix(parseAddress(CLIENT)), router: "Denver", site: "client" },
    ...(["A", "B"] as const).map((site) => ({
      prefix: hostPrefix(parseAddress(UNIQUE[site])),
      router: at[site],
      site,
    })),
    ...announcing.map((site) => ({ prefix: parsePrefix("192.0.2.0/24"), router: at[site], site })),
  ];
}
