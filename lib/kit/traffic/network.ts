// The interface of a network: what happens next to a packet at a node, at an instant. Static tables, converging routes and ECMP
// fabrics all implement it, so the same client runs over each of them.
import type { Packet } from "./packet.js";

/** What a node does with a packet. */
export type ForwardingStep =
  /** To the next node; `mtu` in bytes if the link has a limit. */
  | { readonly kind: "node"; readonly node: string; readonly delayMs: number; readonly mtu?: number }
  /** To an attached host. */
  | { readonly kind: "host"; readonly host: string; readonly delayMs: number; readonly mtu?: number }
  | { readonly kind: "drop"; readonly why: string };

/** One run's view of a network. Some keep state (a resilient group's idle timers), so each run opens its own. */
export interface Forwarder {
  /** Where a packet at a node goes next, and the delay in ms, at this time. */
  forward(packet: Packet, node: string, atMs: number): ForwardingStep;
}

/** A change of the network, such as a route change. */
export interface NetworkChange {
  readonly atMs: number;
  readonly label: string;
}

export interface TrafficNetwork {
  /** Whether there is such a node to attach a host to. */
  hasNode(node: string): boolean;
  /** Future changes, in order of time. */
  readonly changes: readonly NetworkChange[];
  /** Begins a run with its own state. */
  open(): Forwarder;
  /** Delay from a host to its node, ms; the delay from the node to the host is part of `forward`. */
  uplinkMs(host: string): number;
  /** The address a node uses for the ICMP messages it sends itself; without an address it sends none. */
  addressOf(node: string): string | undefined;
}
