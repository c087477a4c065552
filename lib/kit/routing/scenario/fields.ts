// Fields shared by several parts of a scenario file: ASNs, counts, times.
import { z } from "zod";

export const asn = z.int().min(1).max(0xffffffff);
/** How often an ASN is repeated. */
export const times = z.int().min(0).max(255);
export const ms = z.number().min(0);
/** An attribute of four octets: LOCAL_PREF, MULTI_EXIT_DISC (RFC 4271, 5.1). */
export const fourOctets = z.int().min(0).max(0xffffffff);

export const byAsn = <T extends z.ZodType>(value: T) =>
  z.record(z.string().regex(/^[1-9]\d{0,9}$/, "not an ASN"), value);
