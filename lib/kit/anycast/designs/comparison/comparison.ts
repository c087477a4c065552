// A comparison of designs as JSON: a generated Internet, one AS with sites, the designs, the data of DNS, the sites that fail.
// Plain data, so that a cell can be computed anywhere and always gives the same row.
import { z } from "zod";
import { cities, MOST_CITIES, worldRegions } from "../../../geo/index.js";
import { asn } from "../../../routing/scenario/index.js";
import { describePlainly, JsonTextError, parseOwnFormat } from "../../../topology/index.js";
import { validateComparison, type FitOptions } from "./fit.js";
import type { DesignComparison } from "./model.js";

const part = z.number().min(0).max(1);
const neighbours = z.union([z.int().min(0), z.array(asn)]).optional();
const letters = z.array(z.string()).min(1);
const seconds = z.number().min(0);

/** Limit on Internets, against a mistyped list. */
const MOST_SEEDS = 10_000;

const design = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("global"), local: letters.optional() }),
  z.strictObject({ kind: z.literal("geodns") }),
  z.strictObject({
    kind: z.literal("regional"),
    regions: z.record(
      z.string(),
      z.strictObject({ sites: letters, serves: z.array(z.enum(worldRegions)).min(1).optional() }),
    ),
    covering: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("hybrid"), origin: z.string() }),
  z.strictObject({ kind: z.literal("accelerator"), endpoints: letters }),
  z.strictObject({ kind: z.literal("unicast"), site: z.string() }),
]);

const dns = z.strictObject({
  ecs: z.boolean().optional(),
  publicResolvers: z.strictObject({ share: part, cities: letters }).optional(),
  errors: z.strictObject({ city: part.optional(), country: part.optional(), continent: part.optional() }).optional(),
  choice: z.enum(["distance", "latency"]).optional(),
  ttlSeconds: seconds.optional(),
  overstay: z.strictObject({ share: part, seconds }).optional(),
});

const connections = z.strictObject({
  perSecond: z.number().min(0).optional(),
  meanSeconds: seconds.optional(),
  routeChangesPerDay: z.number().min(0).optional(),
});

const transaction = z.strictObject({ requests: z.int().min(0).optional(), serverMs: z.number().min(0).optional() });

const schema = z.strictObject({
  format: z.literal("anycast-comparison"),
  version: z.literal(1),
  ases: z.int().min(100).max(100_000).default(2000),
  cities: z.int().min(cities.length).max(MOST_CITIES).optional(),
  seeds: z.array(z.int()).min(1).max(MOST_SEEDS).default([1]),
  asn: asn.default(64500),
  transit: z.enum(["same", "largest", "local"]).optional(),
  sites: z.record(
    z.string(),
    z.strictObject({
      city: z.string(),
      providers: neighbours,
      peers: neighbours,
      withinKm: z.number().min(0).optional(),
      capacity: z.number().positive().optional(),
    }),
  ),
  demand: z.number().min(0).optional(),
  designs: z.record(z.string(), design),
  dns: dns.default({}),
  failures: z.array(letters).default([]),
  bgpSeconds: seconds.optional(),
  dnsSeconds: seconds.optional(),
  connections: connections.optional(),
  transaction: transaction.optional(),
});

/** Thrown for text that is not a valid comparison, or has inconsistent parts; the message names the file and the field. */
export class DesignComparisonError extends Error {
  override readonly name = "DesignComparisonError";
}

/**
 * The object in a text, with unchecked fields.
 * @throws DesignComparisonError
 */
export function parseComparison(text: string, file = "comparison"): object {
  let json: unknown;
  try {
    json = parseOwnFormat(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new DesignComparisonError(
      `${file}: ${(error.twice ?? error.field) === undefined ? "invalid JSON. " : ""}${error.message}`,
    );
  }
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new DesignComparisonError(`${file}: expected a JSON object { ... }.`);
  return json;
}

/**
 * Reads a comparison.
 * @param text the whole file, JSON
 * @param options how errors name the file, and what the comparison must fit
 * @param options.file the name that errors give
 * @example Object.keys(readDesignComparison('{"format":"anycast-comparison","version":1,"ases":300,"seeds":[1],"demand":100,"sites":{"A":{"city":"London","capacity":60},"B":{"city":"Tokyo","capacity":60}},"designs":{"global":{"kind":"global"}}}').designs) // ["global"]
 * @throws DesignComparisonError
 */
export function readDesignComparison(
  text: string,
  { file = "comparison", ...fit }: { readonly file?: string } & FitOptions = {},
): DesignComparison {
  const json = parseComparison(text, file);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw new DesignComparisonError(`${file}: ${describePlainly(parsed.error.issues[0], json)}`);
  }
  const comparison = parsed.data;
  for (const [what, names] of Object.entries({ sites: comparison.sites, designs: comparison.designs }))
    if (Object.keys(names).length === 0) throw new DesignComparisonError(`${file}: ${what}: must have at least one.`);
  const problem = validateComparison(comparison, fit);
  if (problem !== undefined) throw new DesignComparisonError(`${file}: ${problem}`);
  return comparison;
}
