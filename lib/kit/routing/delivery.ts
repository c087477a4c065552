// Four ways to address a packet, on one network: which hosts get it, and how many links carry a copy (RFC 4291, section 2). For
// comparison, broadcast floods the whole network; real routers stop it at the edge of a LAN (RFC 919).
import { parseAddress } from "./address.js";
import { igpFibs } from "./igp.js";
import { router, type Network } from "./network.js";
import { hostPrefix } from "./prefix.js";
import { walkPacket } from "./walk.js";

export type DeliveryMode = "unicast" | "broadcast" | "multicast" | "anycast";

export interface Delivery {
  readonly mode: DeliveryMode;
  /** Routers whose host received a copy. */
  readonly receivers: readonly string[];
  /** Copies sent over links, one per link of the delivery tree. */
  readonly copies: number;
  /** Links used, as "from - to". */
  readonly links: readonly string[];
}

export interface DeliveryOptions {
  readonly network: Network;
  readonly from: string;
  readonly mode: DeliveryMode;
  /** The one receiver of a unicast, or the members of a multicast or anycast group; not used for broadcast. */
  readonly members?: readonly string[];
}

/**
 * Sends one packet and counts its receivers.
 * @example deliver({ network, from: "Denver", mode: "unicast", members: ["Seattle"] }).mode // "unicast"
 * @throws NetworkError for an unknown router; RangeError unless a unicast has exactly one member and a group at least one
 */
export function deliver({ network, from, mode, members = [] }: DeliveryOptions): Delivery {
  router(network, from);
  for (const member of members) router(network, member);
  if (mode === "unicast" && members.length !== 1)
    throw new RangeError(`A unicast address must belong to one host (got ${members.length}).`);
  if (mode !== "broadcast" && members.length === 0)
    throw new RangeError(`An ${mode} group must have at least one member.`);
  const everyone = network.routers.map(({ id }) => id).filter((id) => id !== from);
  const targets = {
    unicast: [members],
    anycast: [members],
    multicast: members.map((each) => [each]),
    broadcast: everyone.map((each) => [each]),
  };
  const receivers: string[] = [];
  const links = new Set<string>();
  for (const group of targets[mode]) {
    const path = pathToNearest(network, from, group);
    if (path.length === 0) continue;
    receivers.push(path[path.length - 1]);
    path.slice(1).forEach((to, i) => links.add(`${path[i]} - ${to}`));
  }
  return { mode, receivers, copies: links.size, links: [...links] };
}

/** The routers on the path to the nearest member of a group; always the same of equally short paths, so that paths form a tree. */
function pathToNearest(network: Network, from: string, group: readonly string[]): string[] {
  const address = parseAddress("192.0.2.1");
  const fibs = igpFibs(
    network,
    group.map((member) => ({ prefix: hostPrefix(address), router: member, site: member })),
  );
  const walk = walkPacket({ network, fibs, from, to: address });
  return walk.outcome === "delivered" ? walk.hops.map((hop) => hop.router) : [];
}
