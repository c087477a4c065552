// Fields that the data of several explorers have: ASNs, cities, the letters of sites, the size and seed of an Internet.
import * as z from "zod/mini";

export const asnField = z.int().check(z.minimum(1), z.maximum(0xffffffff));
export const cityField = z.string().check(z.minLength(1), z.maxLength(80));
export const siteLetter = z.string().check(z.regex(/^[A-H]$/, "Sites must be named by the letters A to H."));
/** How many ASes a generated Internet has. */
export const asesField = z._default(z.int().check(z.minimum(100), z.maximum(10_000)), 2000);
export const internetField = z._default(z.strictObject({ ases: asesField, seed: z._default(z.int(), 1) }), {
  ases: 2000,
  seed: 1,
});
