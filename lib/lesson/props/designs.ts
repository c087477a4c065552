// The data of lesson 5's explorers: sites on a generated Internet, regions, DNS. Everything left out is filled in.
import * as z from "zod/mini";
import { worldRegions, worldRegion } from "../../geo/world-region.js";
import { city } from "../../geo/cities.js";
import { ExplorerError } from "../explorer.js";
import { readDesignsScenario } from "../explorers/designs-data.js";
import { deathsOf } from "../explorers/designs-list.js";
import {
  DESIGN_NAMES,
  LEVELS,
  type AddASiteJson,
  type DesignsJson,
  type ResolverErrorJson,
  type ServiceJson,
  type SteeredJson,
} from "../explorers/designs-props.js";
import { readAddASiteScenario } from "../explorers/add-a-site-data.js";
import { readResolverErrorScenario } from "../explorers/resolver-error-data.js";
import { named, readWith } from "./read-with.js";

const asn = z.int().check(z.minimum(1), z.maximum(0xffffffff));
const neighbours = z.union([z.int().check(z.minimum(0), z.maximum(20)), z.array(asn).check(z.maxLength(20))]);
const text = z.string().check(z.minLength(1), z.maxLength(80));
const part = z.number().check(z.minimum(0), z.maximum(1));
const seconds = z.number().check(z.minimum(0), z.maximum(86_400));

const site = z.strictObject({
  city: text,
  providers: z._default(neighbours, 1),
  peers: z._default(neighbours, 0),
  withinKm: z._default(z.number().check(z.minimum(0), z.maximum(20_000)), 800),
  carrier: z.optional(z.int().check(z.minimum(0), z.maximum(50))),
});
const letter = z.string().check(z.regex(/^[A-H]$/, "Name sites by the letters A to H."));
const sites = z.record(letter, site);

/** Five sites have one carrier, the sixth another, whose customers everywhere it draws: the tail that regional prefixes cure. */
const USUAL_SITES = {
  A: { city: "San Jose", carrier: 0 },
  B: { city: "Ashburn", carrier: 0 },
  C: { city: "Sao Paulo", carrier: 0 },
  D: { city: "Frankfurt", carrier: 0 },
  E: { city: "Johannesburg", carrier: 0 },
  F: { city: "Singapore", carrier: 1 },
};
/** Tokyo buys from a third carrier, which then prefers its customer in Tokyo for its own customers everywhere. */
const USUAL_CANDIDATES = { G: { city: "Tokyo", carrier: 2 }, H: { city: "Miami", carrier: 0 } };

const service = {
  sites: z.optional(sites),
  ases: z._default(z.int().check(z.minimum(100), z.maximum(10_000)), 2000),
  seed: z._default(z.int(), 3),
  asn: z._default(asn, 64_500),
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
const steered = {
  ...service,
  regions: z.optional(z.record(text, region)),
  dns: z._default(dns, {}),
};

const designsSchema = z.strictObject({
  ...steered,
  origin: z.optional(letter),
  design: z._default(z.enum(DESIGN_NAMES), "global anycast"),
  dead: z.optional(text),
  bgpSeconds: z._default(seconds, 90),
  dnsSeconds: z._default(seconds, 30),
});

const resolverErrorSchema = z.strictObject({
  ...steered,
  level: z._default(z.enum(LEVELS), "continent"),
  rate: z._default(part, 0.05),
});

const addASiteSchema = z.strictObject({
  ...service,
  candidates: z.optional(sites),
  change: z.optional(letter),
});

type Sites = ServiceJson["sites"];
const usual = (found: object): Sites => z.parse(sites, found);

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

function fail(explorer: string, message: string): never {
  throw new ExplorerError(`Explorer "${explorer}": ${message}`);
}

function someSites(explorer: string, given: Sites | undefined): Sites {
  if (given && Object.keys(given).length === 0)
    fail(explorer, 'sites: give at least one, such as { A: { city: "Tokyo" } }.');
  return given ?? usual(USUAL_SITES);
}

const steeredOf = <T extends { readonly sites?: Sites; readonly regions?: SteeredJson["regions"] }>(
  explorer: string,
  data: T,
) => {
  const all = someSites(explorer, data.sites);
  return { ...data, sites: all, regions: data.regions ?? usualRegions(explorer, all) };
};

/** The fields in the order of the schema, so that what is prepared again has the same bytes. */
function inOrder<T>(schema: z.core.$ZodType, explorer: string, prepared: T): T {
  return readWith(schema, explorer, prepared) as T;
}

/** @throws ExplorerError that names the field, the site or the city */
export function prepareDesigns(json: unknown): DesignsJson {
  const explorer = "designs";
  const data = steeredOf(explorer, readWith(designsSchema, explorer, json ?? {}));
  const letters = Object.keys(data.sites);
  const { origin = letters[0], dead } = data;
  if (!letters.includes(origin)) fail(explorer, `origin: there is no site ${origin}; there are ${letters.join(", ")}.`);
  const prepared: DesignsJson = { ...data, origin };
  const may = deathsOf(prepared).map(({ name }) => name);
  if (dead !== undefined && !may.includes(dead))
    fail(explorer, `dead: "${dead}" is neither a site nor a region that may die; there are ${may.join(", ")}.`);
  named(explorer, "sites", () => readDesignsScenario(prepared));
  return inOrder(designsSchema, explorer, prepared);
}

/** @throws ExplorerError that names the field, the site or the city */
export function prepareResolverError(json: unknown): ResolverErrorJson {
  const explorer = "resolver-error";
  const data = steeredOf(explorer, readWith(resolverErrorSchema, explorer, json ?? {}));
  named(explorer, "sites", () => readResolverErrorScenario(data));
  return inOrder(resolverErrorSchema, explorer, data);
}

/** @throws ExplorerError that names the field, the site or the city */
export function prepareAddASite(json: unknown): AddASiteJson {
  const explorer = "add-a-site";
  const data = readWith(addASiteSchema, explorer, json ?? {});
  const all = someSites(explorer, data.sites);
  const candidates = data.candidates ?? (data.sites ? {} : usual(USUAL_CANDIDATES));
  const twice = Object.keys(candidates).find((each) => each in all);
  if (twice !== undefined) fail(explorer, `candidates: ${twice} is a site already. Give the candidate another letter.`);
  const letters = [...Object.keys(candidates), ...Object.keys(all)];
  if (letters.length < 2) fail(explorer, "candidates: give at least one.");
  const change = data.change ?? letters[0];
  if (!letters.includes(change))
    fail(explorer, `change: there is neither a site nor a candidate ${change}; there are ${letters.join(", ")}.`);
  const prepared: AddASiteJson = { ...data, sites: all, candidates, change };
  named(explorer, "sites", () => readAddASiteScenario(prepared));
  return inOrder(addASiteSchema, explorer, prepared);
}
