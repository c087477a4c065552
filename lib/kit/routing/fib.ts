// A router's forwarding table (FIB) and longest-prefix match (RFC 1812, 5.2.4.3).
import { parseAddress, type Address } from "./address.js";
import { contains, type Prefix } from "./prefix.js";

/** Where a packet goes next: to a neighbouring router, or to the site attached here. */
export type NextHop =
  { readonly kind: "router"; readonly router: string } | { readonly kind: "site"; readonly site: string };

/** How a router learned a route. */
export type RouteSource = "connected" | "igp" | "bgp";

export interface Route {
  readonly prefix: Prefix;
  readonly source: RouteSource;
  /** Cost to the nearest announcer, in the units of `source`; 0 for an attached site. */
  readonly metric: number;
  /** One or more equally good next hops (ECMP), in a fixed order. */
  readonly nextHops: readonly NextHop[];
}

/** One router's table, most specific prefix first. */
export interface Fib {
  readonly router: string;
  readonly routes: readonly Route[];
}

/** The table of every router, by its id. */
export type Fibs = ReadonlyMap<string, Fib>;

/**
 * A next hop in words: "via Denver", or "to site A".
 * @example describeNextHop(longestMatch(fibs.get("Denver"), "192.0.2.53").nextHops[0]) // "via Seattle"
 */
export function describeNextHop(hop: NextHop): string {
  return hop.kind === "router" ? `via ${hop.router}` : `to site ${hop.site}`;
}

/** Orders routes for a FIB: most specific first, then by address, so that equal tables have equal text. */
export function compareRoutes(a: Route, b: Route): number {
  return (
    b.prefix.length - a.prefix.length ||
    a.prefix.family - b.prefix.family ||
    (a.prefix.bits < b.prefix.bits ? -1 : a.prefix.bits > b.prefix.bits ? 1 : 0)
  );
}

/**
 * Every route of the table that covers the address, most specific first; the first one is used, the others only lose.
 * @example matches(fibs.get("Denver"), "192.0.2.53").length // 1
 */
export function matches(fib: Fib, address: Address | string): readonly Route[] {
  const wanted = typeof address === "string" ? parseAddress(address) : address;
  return fib.routes.filter((route) => contains(route.prefix, wanted));
}

/**
 * The route a packet to this address takes: the longest match, or undefined when no route covers it.
 * @example longestMatch(fibs.get("Denver"), "192.0.2.53").prefix.text // "192.0.2.0/24"
 * @throws AddressError for text that is not an address
 */
export function longestMatch(fib: Fib, address: Address | string): Route | undefined {
  return matches(fib, address)[0];
}
