// The scenario file as a zod schema, field by field. Everything but the format, the AS graph and the announcements is optional.
import { z } from "zod";
import { announcementSchema } from "./announcement-schema.js";
import { convergenceSchema, eventSchema } from "./event-schema.js";
import { asn, byAsn, fourOctets } from "./fields.js";

const cities = z.array(z.string()).optional();
const pop = z.union([z.string(), z.strictObject({ city: z.string(), lat: z.number(), lon: z.number() })]);

const graphShape = {
  ases: z.array(
    z.strictObject({
      asn,
      name: z.string().optional(),
      country: z.string().optional(),
      pops: z.array(pop).optional(),
      weight: z.number().optional(),
      routerId: asn.optional(),
    }),
  ),
  links: z.array(
    z.union([
      z.strictObject({ provider: asn, customer: asn, cities }),
      z.strictObject({ peers: z.tuple([asn, asn]), cities }),
    ]),
  ),
};

/** The AS graph alone, whatever else is in the file. */
export const graphSchema = z.object(graphShape);

const asPolicy = z.strictObject({
  localPref: byAsn(fourOctets).optional(),
  rov: z.boolean().optional(),
  leak: z.boolean().optional(),
});

export const policiesSchema = z.strictObject({
  localPref: z.strictObject({ customer: fourOctets, peer: fourOctets, provider: fourOctets }).optional(),
  ases: byAsn(asPolicy).optional(),
  roas: z.array(z.strictObject({ prefix: z.string(), maxLength: z.int().min(0).max(128).optional(), asn })).optional(),
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
  name: z.string().default("scenario"),
  description: z.string().optional(),
  ...graphShape,
  announcements: z.array(announcementSchema),
  policies: policiesSchema.default({}),
  tieBreak: z.enum(["lowest-asn", "all", "router"]).default("lowest-asn"),
  without: z.array(ruleNameSchema).default([]),
  events: z.array(eventSchema).default([]),
  convergence: convergenceSchema.default({}),
  clients: z
    .array(z.strictObject({ asn, city: z.string().optional(), weight: z.number().min(0).optional() }))
    .default([]),
  seed: z.int().default(1),
});
