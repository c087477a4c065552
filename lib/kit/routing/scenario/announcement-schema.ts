// What sites announce, and what an event may change of it, as zod schemas: BgpAnnouncement in JSON, field by field.
import * as z from "zod/mini";
import { asn, byAsn, fourOctets, times } from "./fields.js";

const target = z.union([asn, z.enum(["providers", "peers", "customers"])]);

const community = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-export") }),
  z.strictObject({ kind: z.enum(["no-advertise", "no-peer", "blackhole", "graceful-shutdown"]) }),
  z.strictObject({ kind: z.literal("no-announce-to"), at: asn, to: target }),
  z.strictObject({ kind: z.literal("prepend-to"), at: asn, to: target, times }),
]);

/** AnnouncementChange: the fields that an event may change. */
export const changeSchema = z.strictObject({
  neighbours: z.optional(z.array(asn)),
  prepend: z.optional(times),
  prependTo: z.optional(byAsn(times)),
  med: z.optional(fourOctets),
  communities: z.optional(z.array(community)),
  poison: z.optional(z.array(asn)),
  originCode: z.optional(z.enum(["igp", "egp", "incomplete"])),
});

export const announcementSchema = z.extend(changeSchema, {
  prefix: z.optional(z.string()),
  site: z.string().check(z.minLength(1)),
  origin: asn,
  city: z.optional(z.string()),
});
