// Events and durations, as zod schemas: RoutingEvent, Timing, Health and Inside in JSON, field by field.
import * as z from "zod/mini";
import { changeSchema } from "./announcement-schema.js";
import { asn, byAsn, ms } from "./fields.js";

const at = { at: ms };
const site = { site: z.string().check(z.minLength(1)) };
const between = { ends: z.tuple([asn, asn]), city: z.optional(z.string()), site: z.optional(z.string()) };

const detection = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hold-timer"), holdMs: ms }),
  z.strictObject({ kind: z.literal("bfd"), intervalMs: ms, multiplier: z.int().check(z.minimum(1), z.maximum(255)) }),
  z.strictObject({ kind: z.literal("loss-of-light"), ms }),
]);

export const eventSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...at, ...site, kind: z.literal("announce"), change: z.optional(changeSchema) }),
  z.strictObject({ ...at, ...site, kind: z.enum(["withdraw", "service-down", "service-up", "site-up"]) }),
  z.strictObject({ ...at, ...site, kind: z.literal("site-down"), detection: z.optional(detection) }),
  z.strictObject({ ...at, ...between, kind: z.literal("link-down"), detection: z.optional(detection) }),
  z.strictObject({ ...at, ...between, kind: z.enum(["link-up", "session-down", "session-up"]) }),
]);

const probes = z.int().check(z.minimum(1), z.maximum(100));
const health = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("static") }),
  z.strictObject({
    kind: z.literal("coupled"),
    detectMs: ms,
    holdDownMs: z.optional(ms),
    dePrefer: z.optional(changeSchema),
    check: z.optional(z.strictObject({ intervalMs: z.number().check(z.minimum(1)), fall: probes, rise: probes })),
    address: z.optional(z.enum(["kept", "removed-before", "removed-after"])),
  }),
]);

const factor = z.number().check(z.minimum(0));
const mrai = z.strictObject({
  ebgpMs: z.optional(ms),
  ibgpMs: z.optional(ms),
  jitter: z.optional(z.tuple([factor, factor])),
  withdrawals: z.optional(z.boolean()),
});

const inside = z.strictObject({
  reflectors: z.optional(z.record(z.string(), z.array(z.string()))),
  igp: z.optional(
    z.array(z.strictObject({ ends: z.tuple([z.string(), z.string()]), cost: z.number().check(z.positive()) })),
  ),
});

const damping = z.strictObject({
  halfLifeMs: z.optional(ms),
  suppress: z.optional(z.number().check(z.positive())),
  reuse: z.optional(z.number().check(z.positive())),
  maxSuppressMs: z.optional(ms),
});

export const convergenceSchema = z.strictObject({
  timing: z.optional(
    z.strictObject({
      linkDelayMs: z.optional(z.union([ms, z.tuple([ms, ms])])),
      mrai: z.optional(z.union([z.literal(false), mrai])),
      detection: z.optional(detection),
      sessionSetupMs: z.optional(ms),
    }),
  ),
  health: z.optional(z.union([health, z.strictObject({ bySite: z.record(z.string(), health) })])),
  insides: z.optional(byAsn(inside)),
  damping: z.optional(byAsn(damping)),
  order: z.optional(z.enum(["time", "fifo", "random"])),
  start: z.optional(z.enum(["empty", "settled"])),
  maxSteps: z.optional(z.int().check(z.minimum(1))),
});
