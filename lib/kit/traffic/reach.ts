// Where one packet would end at one instant: a walk through the network, without clock, hosts or trace. Fast enough for
// thousands of flows.
import type { Forwarder, ForwardingStep } from "./network.js";
import type { Packet, PacketDraft } from "./packet.js";

export type Reach =
  | { readonly kind: "host"; readonly host: string; readonly nodes: readonly string[]; readonly oneWayMs: number }
  | { readonly kind: "drop"; readonly why: string; readonly nodes: readonly string[]; readonly oneWayMs: number };

/**
 * Follows a packet that enters at a node. It is there at `atMs` all the way: nothing changes while it travels.
 * @example reach(lan.open(), datagram(flow, { kind: "data", label: "a file" }, 100), "router", 0).kind // "host"
 */
export function reach(forwarder: Forwarder, draft: PacketDraft, from: string, atMs: number, id = 0): Reach {
  const packet: Packet = { ttl: 64, ...draft, id };
  const nodes = [from];
  let oneWayMs = 0;
  for (let left = packet.ttl; left > 1; left--) {
    const step: ForwardingStep = forwarder.forward(packet, nodes[nodes.length - 1], atMs);
    if (step.kind === "drop") return { kind: "drop", why: step.why, nodes, oneWayMs };
    oneWayMs += step.delayMs;
    if (step.mtu !== undefined && packet.size > step.mtu && packet.df)
      return { kind: "drop", why: `larger than the MTU of ${step.mtu}`, nodes, oneWayMs };
    if (step.kind === "host") return { kind: "host", host: step.host, nodes, oneWayMs };
    nodes.push(step.node);
  }
  return { kind: "drop", why: "TTL expired", nodes, oneWayMs };
}
