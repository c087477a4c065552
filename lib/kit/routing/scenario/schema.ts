// The scenario file as a zod schema, field by field. Everything but the format, the AS graph and the announcements is optional.
import * as z from "zod/mini";
import { announcementSchema } from "./announcement-schema.js";
import { convergenceSchema, eventSchema } from "./event-schema.js";
import { asn, byAsn, fourOctets, times } from "./fields.js";

const cities = z.optional(z.array(z.string()));
const pop = z.union([z.string(), z.strictObject({ city: z.string(), lat: z.number(), lon: z.number() })]);

const graphShape = {
  ases: z.array(
    z.strictObject({
      asn,
      name: z.optional(z.string()),
      country: z.optional(z.string()),
      pops: z.optional(z.array(pop)),
      weight: z.optional(z.number()),
      routerId: z.optional(asn),
    }),
  ),
  links: z.array(
    z.union([
      z.strictObject({ provider: asn, customer: asn, cities }),
      z.strictObject({ peers: z.tuple([asn, asn]), cities }),
    ]),
  ),
  routeServers: z.optional(
    z.array(
      z.strictObject({
        name: z.string().check(z.minLength(1)),
        city: z.optional(z.string()),
        members: z.array(asn).check(z.minLength(2)),
      }),
    ),
  ),
};

/** The AS graph alone, whatever else is in the file. */
export const graphSchema = z.object(graphShape);

const longest = z.strictObject({
  v4: z.optional(z.int().check(z.minimum(0), z.maximum(32))),
  v6: z.optional(z.int().check(z.minimum(0), z.maximum(128))),
});

const asPolicy = z.strictObject({
  localPref: z.optional(byAsn(fourOctets)),
  rov: z.optional(z.boolean()),
  leak: z.optional(z.boolean()),
  keepPrepends: z.optional(times),
  maxLength: z.optional(longest),
  maxLengthFrom: z.optional(byAsn(longest)),
  blackhole: z.optional(z.boolean()),
});

export const policiesSchema = z.strictObject({
  localPref: z.optional(z.strictObject({ customer: fourOctets, peer: fourOctets, provider: fourOctets })),
  ases: z.optional(byAsn(asPolicy)),
  maxLength: z.optional(longest),
  med: z.optional(z.strictObject({ always: z.optional(z.boolean()), missing: z.optional(z.enum(["zero", "worst"])) })),
  preferOlder: z.optional(z.boolean()),
  roas: z.optional(
    z.array(
      z.strictObject({ prefix: z.string(), maxLength: z.optional(z.int().check(z.minimum(0), z.maximum(128))), asn }),
    ),
  ),
});

export const ruleNameSchema = z.enum([
  "local-pref",
  "as-path-length",
  "origin",
  "med",
  "ebgp-over-ibgp",
  "igp-cost",
  "router-id",
  "peer-address",
  "lowest-asn",
]);

export const scenarioSchema = z.strictObject({
  format: z.literal("anycast-scenario"),
  version: z.literal(1),
  name: z._default(z.string(), "scenario"),
  description: z.optional(z.string()),
  ...graphShape,
  announcements: z.array(announcementSchema),
  policies: z._default(policiesSchema, {}),
  tieBreak: z._default(z.enum(["lowest-asn", "all", "router"]), "lowest-asn"),
  without: z._default(z.array(ruleNameSchema), []),
  events: z._default(z.array(eventSchema), []),
  convergence: z._default(convergenceSchema, {}),
  clients: z._default(
    z.array(z.strictObject({ asn, city: z.optional(z.string()), weight: z.optional(z.number().check(z.minimum(0))) })),
    [],
  ),
  seed: z._default(z.int(), 1),
});
