// What sites announce, and what an event may change of it, as zod schemas: BgpAnnouncement in JSON, field by field.
import { z } from "zod";
import { asn, byAsn, fourOctets, times } from "./fields.js";

const target = z.union([asn, z.enum(["providers", "peers", "customers"])]);

const community = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-export") }),
  z.strictObject({ kind: z.literal("graceful-shutdown") }),
  z.strictObject({ kind: z.literal("no-announce-to"), at: asn, to: target }),
  z.strictObject({ kind: z.literal("prepend-to"), at: asn, to: target, times }),
]);

/** AnnouncementChange: the fields that an event may change. */
export const changeSchema = z.strictObject({
  neighbours: z.array(asn).optional(),
  prepend: times.optional(),
  prependTo: byAsn(times).optional(),
  med: fourOctets.optional(),
  communities: z.array(community).optional(),
  poison: z.array(asn).optional(),
  originCode: z.enum(["igp", "egp", "incomplete"]).optional(),
});

export const announcementSchema = changeSchema.extend({
  prefix: z.string().optional(),
  site: z.string().min(1),
  origin: asn,
  city: z.string().optional(),
});
