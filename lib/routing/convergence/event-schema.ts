// The part of a scenario file that says what happens and how long things take, as a zod schema: RoutingEvent, Timing, Health and
// Inside in JSON, field by field.
import { z } from "zod";

const asn = z.int().min(1).max(0xffffffff);
const ms = z.number().min(0);
const times = z.int().min(0).max(255);
const at = { at: ms };
const site = { site: z.string().min(1) };
const byAsn = <T extends z.ZodType>(value: T) => z.record(z.string().regex(/^[1-9]\d{0,9}$/, "not an ASN"), value);

const detection = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hold-timer"), holdMs: ms }),
  z.strictObject({ kind: z.literal("bfd"), intervalMs: ms, multiplier: z.int().min(1).max(255) }),
  z.strictObject({ kind: z.literal("loss-of-light"), ms }),
]);

const target = z.union([asn, z.enum(["providers", "peers", "customers"])]);
const community = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-export") }),
  z.strictObject({ kind: z.literal("graceful-shutdown") }),
  z.strictObject({ kind: z.literal("no-announce-to"), at: asn, to: target }),
  z.strictObject({ kind: z.literal("prepend-to"), at: asn, to: target, times }),
]);
const change = z.strictObject({
  neighbours: z.array(asn).optional(),
  prepend: times.optional(),
  prependTo: byAsn(times).optional(),
  med: z.int().min(0).max(0xffffffff).optional(),
  communities: z.array(community).optional(),
  poison: z.array(asn).optional(),
  originCode: z.enum(["igp", "egp", "incomplete"]).optional(),
});

const between = { ends: z.tuple([asn, asn]), city: z.string().optional(), site: z.string().optional() };

export const eventSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...at, ...site, kind: z.literal("announce"), change: change.optional() }),
  z.strictObject({ ...at, ...site, kind: z.enum(["withdraw", "service-down", "service-up", "site-up"]) }),
  z.strictObject({ ...at, ...site, kind: z.literal("site-down"), detection: detection.optional() }),
  z.strictObject({ ...at, ...between, kind: z.literal("link-down"), detection: detection.optional() }),
  z.strictObject({ ...at, ...between, kind: z.enum(["link-up", "session-down", "session-up"]) }),
]);

const health = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("static") }),
  z.strictObject({ kind: z.literal("coupled"), detectMs: ms, holdDownMs: ms.optional() }),
]);

export const convergenceSchema = z.strictObject({
  timing: z
    .strictObject({
      linkDelayMs: z.union([ms, z.tuple([ms, ms])]).optional(),
      mrai: z
        .union([
          z.literal(false),
          z.strictObject({
            ebgpMs: ms.optional(),
            ibgpMs: ms.optional(),
            jitter: z.tuple([z.number().min(0), z.number().min(0)]).optional(),
            withdrawals: z.boolean().optional(),
          }),
        ])
        .optional(),
      detection: detection.optional(),
      sessionSetupMs: ms.optional(),
    })
    .optional(),
  health: z.union([health, z.strictObject({ bySite: z.record(z.string(), health) })]).optional(),
  insides: byAsn(
    z.strictObject({
      reflectors: z.record(z.string(), z.array(z.string())).optional(),
      igp: z.array(z.strictObject({ ends: z.tuple([z.string(), z.string()]), cost: z.number().positive() })).optional(),
    }),
  ).optional(),
  order: z.enum(["time", "fifo", "random"]).optional(),
  start: z.enum(["empty", "settled"]).optional(),
  maxSteps: z.int().min(1).optional(),
});
