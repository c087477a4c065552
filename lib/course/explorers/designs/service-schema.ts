// The data that lesson 5's explorers share: sites on a generated Internet, regions, DNS. Defaults are filled in.
import * as z from "zod/mini";
import { worldRegions, worldRegion, city } from "anycast-kit/geo";
import { asesField, asnField, ExplorerError, named, readWith, siteLetter } from "../core/index.js";
import type { ServiceJson, SteeredJson } from "./props.js";

const neighbours = z.union([z.int().check(z.minimum(0), z.maximum(20)), z.array(asnField).check(z.maxLength(20))]);
export const text = z.string().check(z.minLength(1), z.maxLength(80));
export const part = z.number().check(z.minimum(0), z.maximum(1));
export const seconds = z.number().check(z.minimum(0), z.maximum(86_400));

const site = z.strictObject({
  city: text,
  providers: z._default(neighbours, 1),
  peers: z._default(neighbours, 0),
  withinKm: z._default(z.number().check(z.minimum(0), z.maximum(20_000)), 800),
  carrier: z.optional(z.int().check(z.minimum(0), z.maximum(50))),
});
export const letter = siteLetter;
export const sites = z.record(letter, site);

/** Five sites share one carrier; the sixth has another and draws its customers from everywhere: the tail that regional prefixes fix. */
const USUAL_SITES = {
  A: { city: "San Jose", carrier: 0 },
  B: { city: "Ashburn", carrier: 0 },
  C: { city: "Sao Paulo", carrier: 0 },
  D: { city: "Frankfurt", carrier: 0 },
  E: { city: "Johannesburg", carrier: 0 },
  F: { city: "Singapore", carrier: 1 },
};
/** Tokyo buys from a third carrier, which then prefers its customer in Tokyo for its own customers everywhere. */
export const USUAL_CANDIDATES = { G: { city: "Tokyo", carrier: 2 }, H: { city: "Miami", carrier: 0 } };

export const service = {
  sites: z.optional(sites),
  ases: asesField,
  seed: z._default(z.int(), 3),
  asn: z._default(asnField, 64_500),
};

const region = z.strictObject({
  sites: z.array(letter).check(z.minLength(1)),
  serves: z.optional(z.array(z.enum(worldRegions)).check(z.minLength(1))),
});
const dns = z.strictObject({
  ecs: z.optional(z.boolean()),
  publicResolvers: z.optional(z.strictObject({ share: part, cities: z.array(text).check(z.minLength(1)) })),
  errors: z.optional(
    z.strictObject({ city: z.optional(part), country: z.optional(part), continent: z.optional(part) }),
  ),
  choice: z.optional(z.enum(["distance", "latency"])),
  ttlSeconds: z.optional(seconds),
  overstay: z.optional(z.strictObject({ share: part, seconds })),
});
export const steered = {
  ...service,
  regions: z.optional(z.record(text, region)),
  dns: z._default(dns, {}),
};

type Sites = ServiceJson["sites"];
export const usual = (found: object): Sites => z.parse(sites, found);

/** Three regions, as LinkedIn had them (2015), of those sites that are in them. */
const CONTINENTS = {
  Americas: ["north-america", "south-america"],
  "Europe and Africa": ["europe", "africa-middle-east"],
  "Asia and Oceania": ["asia", "oceania"],
} as const;

function usualRegions(explorer: string, all: Sites): SteeredJson["regions"] {
  const regionOf = (name: string) => worldRegion(named(explorer, "sites", () => city(name)));
  const regions = Object.entries(CONTINENTS).map(([name, serves]) => {
    const here = Object.keys(all).filter((each) => (serves as readonly string[]).includes(regionOf(all[each].city)));
    return [name, { sites: here, serves: [...serves] }] as const;
  });
  return Object.fromEntries(regions.filter(([, each]) => each.sites.length > 0));
}

export function fail(explorer: string, message: string): never {
  throw new ExplorerError(`Explorer "${explorer}": ${message}`);
}

export function someSites(explorer: string, given: Sites | undefined): Sites {
  if (given && Object.keys(given).length === 0)
    fail(explorer, 'sites: must have at least one, such as { A: { city: "Tokyo" } }.');
  return given ?? usual(USUAL_SITES);
}

export const steeredOf = <T extends { readonly sites?: Sites; readonly regions?: SteeredJson["regions"] }>(
  explorer: string,
  data: T,
) => {
  const all = someSites(explorer, data.sites);
  return { ...data, sites: all, regions: data.regions ?? usualRegions(explorer, all) };
};

/** The fields in the order of the schema, so that preparing again gives the same bytes. */
export function inOrder<T>(schema: z.core.$ZodType, explorer: string, prepared: T): T {
  return readWith(schema, explorer, prepared) as T;
}
