// Events and durations, as zod schemas: RoutingEvent, Timing, Health and Inside in JSON, field by field.
import { z } from "zod";
import { changeSchema } from "./announcement-schema.js";
import { asn, byAsn, ms } from "./fields.js";

const at = { at: ms };
const site = { site: z.string().min(1) };
const between = { ends: z.tuple([asn, asn]), city: z.string().optional(), site: z.string().optional() };

const detection = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hold-timer"), holdMs: ms }),
  z.strictObject({ kind: z.literal("bfd"), intervalMs: ms, multiplier: z.int().min(1).max(255) }),
  z.strictObject({ kind: z.literal("loss-of-light"), ms }),
]);

export const eventSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...at, ...site, kind: z.literal("announce"), change: changeSchema.optional() }),
  z.strictObject({ ...at, ...site, kind: z.enum(["withdraw", "service-down", "service-up", "site-up"]) }),
  z.strictObject({ ...at, ...site, kind: z.literal("site-down"), detection: detection.optional() }),
  z.strictObject({ ...at, ...between, kind: z.literal("link-down"), detection: detection.optional() }),
  z.strictObject({ ...at, ...between, kind: z.enum(["link-up", "session-down", "session-up"]) }),
]);

const health = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("static") }),
  z.strictObject({ kind: z.literal("coupled"), detectMs: ms, holdDownMs: ms.optional() }),
]);

const factor = z.number().min(0);
const mrai = z.strictObject({
  ebgpMs: ms.optional(),
  ibgpMs: ms.optional(),
  jitter: z.tuple([factor, factor]).optional(),
  withdrawals: z.boolean().optional(),
});

const inside = z.strictObject({
  reflectors: z.record(z.string(), z.array(z.string())).optional(),
  igp: z.array(z.strictObject({ ends: z.tuple([z.string(), z.string()]), cost: z.number().positive() })).optional(),
});

export const convergenceSchema = z.strictObject({
  timing: z
    .strictObject({
      linkDelayMs: z.union([ms, z.tuple([ms, ms])]).optional(),
      mrai: z.union([z.literal(false), mrai]).optional(),
      detection: detection.optional(),
      sessionSetupMs: ms.optional(),
    })
    .optional(),
  health: z.union([health, z.strictObject({ bySite: z.record(z.string(), health) })]).optional(),
  insides: byAsn(inside).optional(),
  order: z.enum(["time", "fifo", "random"]).optional(),
  start: z.enum(["empty", "settled"]).optional(),
  maxSteps: z.int().min(1).optional(),
});
