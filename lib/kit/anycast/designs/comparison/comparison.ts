// A comparison of designs as JSON: a generated Internet, one AS with sites, the designs, the data of DNS, the sites that fail.
// Plain data, so that a cell can be computed anywhere and always gives the same row.
import * as z from "zod/mini";
import { cities, MOST_CITIES, worldRegions } from "../../../geo/index.js";
import { asn } from "../../../routing/scenario/index.js";
import { describePlainly, JsonTextError, parseOwnFormat, safeParseLong } from "../../../topology/index.js";
import { validateComparison, type FitOptions } from "./fit.js";
import type { DesignComparison } from "./model.js";

const part = z.number().check(z.minimum(0), z.maximum(1));
const neighbours = z.optional(z.union([z.int().check(z.minimum(0)), z.array(asn)]));
const letters = z.array(z.string()).check(z.minLength(1));
const seconds = z.number().check(z.minimum(0));

/** Limit on Internets, against a mistyped list. */
const MOST_SEEDS = 10_000;

const design = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("global"), local: z.optional(letters) }),
  z.strictObject({ kind: z.literal("geodns") }),
  z.strictObject({
    kind: z.literal("regional"),
    regions: z.record(
      z.string(),
      z.strictObject({ sites: letters, serves: z.optional(z.array(z.enum(worldRegions)).check(z.minLength(1))) }),
    ),
    covering: z.optional(z.boolean()),
  }),
  z.strictObject({ kind: z.literal("hybrid"), origin: z.string() }),
  z.strictObject({ kind: z.literal("accelerator"), endpoints: letters }),
  z.strictObject({ kind: z.literal("unicast"), site: z.string() }),
]);

const dns = z.strictObject({
  ecs: z.optional(z.boolean()),
  publicResolvers: z.optional(z.strictObject({ share: part, cities: letters })),
  errors: z.optional(
    z.strictObject({ city: z.optional(part), country: z.optional(part), continent: z.optional(part) }),
  ),
  choice: z.optional(z.enum(["distance", "latency"])),
  ttlSeconds: z.optional(seconds),
  overstay: z.optional(z.strictObject({ share: part, seconds })),
});

const connections = z.strictObject({
  perSecond: z.optional(z.number().check(z.minimum(0))),
  meanSeconds: z.optional(seconds),
  routeChangesPerDay: z.optional(z.number().check(z.minimum(0))),
});

const transaction = z.strictObject({
  requests: z.optional(z.int().check(z.minimum(0))),
  serverMs: z.optional(z.number().check(z.minimum(0))),
});

const schema = z.strictObject({
  format: z.literal("anycast-comparison"),
  version: z.literal(1),
  ases: z._default(z.int().check(z.minimum(100), z.maximum(100_000)), 2000),
  cities: z.optional(z.int().check(z.minimum(cities.length), z.maximum(MOST_CITIES))),
  seeds: z._default(z.array(z.int()).check(z.minLength(1), z.maxLength(MOST_SEEDS)), [1]),
  asn: z._default(asn, 64500),
  transit: z.optional(z.enum(["same", "largest", "local"])),
  sites: z.record(
    z.string(),
    z.strictObject({
      city: z.string(),
      providers: neighbours,
      peers: neighbours,
      withinKm: z.optional(z.number().check(z.minimum(0))),
      capacity: z.optional(z.number().check(z.positive())),
    }),
  ),
  demand: z.optional(z.number().check(z.minimum(0))),
  designs: z.record(z.string(), design),
  dns: z._default(dns, {}),
  failures: z._default(z.array(letters), []),
  bgpSeconds: z.optional(seconds),
  dnsSeconds: z.optional(seconds),
  connections: z.optional(connections),
  transaction: z.optional(transaction),
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
  const parsed = safeParseLong(schema, json);
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
