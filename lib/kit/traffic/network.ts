// The network as traffic sees it: at each node, and at each instant, what happens to a packet next. Static tables, routes that
// converge and ECMP fabrics all answer this one question, so the same client runs over each of them.
import type { Packet } from "./packet.js";

/** What a node does with a packet. */
export type ForwardingStep =
  /** On to the next node; `mtu` in bytes where the link has a limit. */
  | { readonly kind: "node"; readonly node: string; readonly delayMs: number; readonly mtu?: number }
  /** Out to an attached host. */
  | { readonly kind: "host"; readonly host: string; readonly delayMs: number; readonly mtu?: number }
  | { readonly kind: "drop"; readonly why: string };

/** One run's view of a network. Some remember packets (a resilient group's idle timers), so each run opens its own. */
export interface Forwarder {
  /** Where a packet at a node goes next, and the delay in ms, at this time. */
  forward(packet: Packet, node: string, atMs: number): ForwardingStep;
}

/** Something that the network does by itself, such as a change of route. */
export interface NetworkChange {
  readonly atMs: number;
  readonly label: string;
}

export interface TrafficNetwork {
  /** Whether there is such a node to attach a host to. */
  hasNode(node: string): boolean;
  /** What will change, in time. */
  readonly changes: readonly NetworkChange[];
  /** Begins a run: the state it keeps is not shared with other runs. */
  open(): Forwarder;
  /** Delay from a host to its node, ms; the way out to it is part of `forward`. */
  uplinkMs(host: string): number;
  /** The address a node uses for the ICMP messages it sends itself; no messages are sent where it has none. */
  addressOf(node: string): string | undefined;
}
