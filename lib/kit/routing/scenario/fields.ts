// Fields shared by several parts of a scenario file: ASNs, counts, times.
import * as z from "zod/mini";

export const asn = z.int().check(z.minimum(1), z.maximum(0xffffffff));
/** How often an ASN is repeated. */
export const times = z.int().check(z.minimum(0), z.maximum(255));
export const ms = z.number().check(z.minimum(0));
/** An attribute of four octets: LOCAL_PREF, MULTI_EXIT_DISC (RFC 4271, 5.1). */
export const fourOctets = z.int().check(z.minimum(0), z.maximum(0xffffffff));

export const byAsn = <T extends z.ZodMiniType>(value: T) =>
  z.record(z.string().check(z.regex(/^[1-9]\d{0,9}$/, "not an ASN")), value);
