// Route origin validation (RFC 6811): does some ROA allow this AS to originate this prefix?
import { contains, parsePrefix, type Prefix } from "../prefix.js";
import type { Roa } from "./policy.js";

export type Validity = "valid" | "invalid" | "not-found";

/**
 * "valid" if a ROA that covers the prefix names the origin and allows the length; "invalid" if ROAs cover it and none does;
 * "not-found" if none covers it.
 * @example originValidity(parsePrefix("192.0.2.0/24"), 64501, [{ prefix: "192.0.2.0/24", asn: 64502 }]) // "invalid"
 * @throws AddressError for a ROA with an invalid prefix
 */
export function originValidity(prefix: Prefix, origin: number, roas: readonly Roa[]): Validity {
  const covering = roas
    .map((roa) => ({ roa, covers: parsePrefix(roa.prefix) }))
    .filter(({ covers }) => contains(covers, prefix));
  if (covering.length === 0) return "not-found";
  const allows = ({ roa, covers }: (typeof covering)[number]) =>
    roa.asn === origin && prefix.length <= (roa.maxLength ?? covers.length);
  return covering.some(allows) ? "valid" : "invalid";
}
