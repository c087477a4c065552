// A packet's path, hop by hop. Each router uses only its own FIB and the destination; the sender decides nothing.
import { fibreDelayMs } from "../geo/index.js";
import { parseAddress, type Address } from "./address.js";
import { describeNextHop, matches, type Fibs, type NextHop, type Route } from "./fib.js";
import { link, router, type Network } from "./network.js";

export interface Hop {
  readonly router: string;
  /** The longest match; absent when no route covers the destination. */
  readonly route?: Route;
  /** Shorter prefixes that also cover the destination. */
  readonly lessSpecific: readonly Route[];
  /** The next hop the packet took, one of route.nextHops. */
  readonly nextHop?: NextHop;
  /** One-way delay so far, in ms, on arrival at this router. */
  readonly atMs: number;
  /** The reason for the next hop, in one sentence. */
  readonly reason: string;
}

export interface Walk {
  readonly to: Address;
  readonly hops: readonly Hop[];
  /** "ttl expired" is how a forwarding loop ends. */
  readonly outcome: "delivered" | "no route" | "ttl expired";
  /** The site that received the packet, if one did. */
  readonly site?: string;
  /** Length of the path in km of fibre. */
  readonly km: number;
  /** One-way delay in ms, propagation only. */
  readonly oneWayMs: number;
}

export interface PacketOptions {
  readonly network: Network;
  readonly fibs: Fibs;
  /** The router at which the packet enters the network. */
  readonly from: string;
  readonly to: Address | string;
  /** The flow's hash. If a router has n equally good next hops, the flow takes number `flow mod n`. Defaults to 0. */
  readonly flow?: number;
  /** Hops before the packet is dropped (RFC 791). Defaults to 64. */
  readonly ttl?: number;
}

/**
 * Follows one packet through the network until a site takes it, no route is left, or its TTL runs out.
 * @example walkPacket({ network, fibs, from: "Denver", to: "192.0.2.53" }).site // "A"
 * @throws NetworkError if `from` is not a router; AddressError if `to` is not an address; RangeError for a flow that is not an
 * integer of 0 or more
 */
export function walkPacket({ network, fibs, from, to, flow = 0, ttl = 64 }: PacketOptions): Walk {
  const address = typeof to === "string" ? parseAddress(to) : to;
  if (!(Number.isInteger(flow) && flow >= 0))
    throw new RangeError(`flow must be an integer of 0 or more (got ${flow}).`);
  const hops: Hop[] = [];
  let km = 0;
  const end = (outcome: Walk["outcome"], site?: string): Walk => {
    const walk = { to: address, hops, outcome, km, oneWayMs: fibreDelayMs(km) };
    return site === undefined ? walk : { ...walk, site };
  };
  let here = router(network, from).id;
  for (let left = ttl; left > 0; left--) {
    const [route, ...lessSpecific] = matches(fibs.get(here)!, address);
    const nextHop = route?.nextHops[flow % route.nextHops.length];
    const reason = reasonFor({ route, lessSpecific, nextHop, address });
    const atMs = fibreDelayMs(km);
    hops.push(
      route
        ? { router: here, route, lessSpecific, nextHop, atMs, reason }
        : { router: here, lessSpecific, atMs, reason },
    );
    if (!nextHop) return end("no route");
    if (nextHop.kind === "site") return end("delivered", nextHop.site);
    km += link(network, here, nextHop.router).km;
    here = nextHop.router;
  }
  return end("ttl expired");
}

interface Decision {
  readonly route: Route | undefined;
  readonly lessSpecific: readonly Route[];
  readonly nextHop: NextHop | undefined;
  readonly address: Address;
}

function reasonFor({ route, lessSpecific, nextHop, address }: Decision): string {
  if (!route || !nextHop) return `No route covers ${address.text}: the packet is dropped.`;
  const longest = lessSpecific.length ? `${route.prefix.text} is longer than ${lessSpecific[0].prefix.text}; ` : "";
  const others = route.nextHops.length - 1;
  const tie = others ? `; ${route.nextHops.length} next hops tie, the flow's hash picks this one` : "";
  if (nextHop.kind === "site")
    return `${longest}${route.prefix.text} is attached here: delivered ${describeNextHop(nextHop)}${tie}.`;
  return `${longest}the cheapest path to ${route.prefix.text} costs ${route.metric}, ${describeNextHop(nextHop)}${tie}.`;
}
