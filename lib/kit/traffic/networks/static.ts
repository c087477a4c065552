// One provider's network with its tables over time: routes change at given instants and are stable in between. Among n equally
// good next hops the flow takes number `hash mod n`, as in routing/walk.
import { fibreDelayMs } from "../../geo/index.js";
import {
  parseAddress,
  longestMatch,
  type Fibs,
  type NextHop,
  link,
  router,
  type Network,
} from "../../routing/index.js";
import { hashPacket, type HashPolicy } from "../ecmp/index.js";
import { checkTime, checkMtu, TrafficError } from "../error.js";
import type { ForwardingStep, NetworkChange, TrafficNetwork } from "../network.js";
import type { Packet } from "../packet.js";

/** New tables from an instant on. */
export interface FibChange extends NetworkChange {
  readonly fibs: Fibs;
}

export interface StaticNetworkOptions {
  readonly network: Network;
  /** The table of every router. A host is a site in the tables: announce its address with igpFibs. */
  readonly fibs: Fibs;
  readonly changes?: readonly FibChange[];
  /** Links that carry only small packets; other links take any size. */
  readonly mtus?: readonly { readonly ends: readonly [string, string]; readonly mtu: number }[];
  /** Defaults to the 5-tuple. */
  readonly hash?: HashPolicy;
  /** Delay in ms between a router and a host attached to it. Defaults to 0.1. */
  readonly accessMs?: number;
  /** Router -> source address of its ICMP errors. Routers without one send none: ICMP is filtered. */
  readonly routerAddresses?: Readonly<Record<string, string>>;
}

/**
 * One provider's network whose tables change at given instants, ms, and are stable in between.
 * @example staticNetwork({ network, fibs }).hasNode("Denver") // true
 * @throws TrafficError for an invalid time or MTU; NetworkError for an unknown link or router
 */
export function staticNetwork(options: StaticNetworkOptions): TrafficNetwork {
  const { network, fibs, mtus = [], hash = { fields: "5-tuple" }, accessMs = 0.1, routerAddresses = {} } = options;
  const changes = [...(options.changes ?? [])].sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, label } of changes) checkTime(atMs, `The change "${label}"`);
  checkTime(accessMs, "accessMs");
  for (const name of Object.keys(routerAddresses)) router(network, name);
  const limits = new Map<string, number>();
  for (const { ends, mtu } of mtus) {
    link(network, ...ends);
    limits.set([...ends].sort().join(" - "), checkMtu(mtu, `Link ${ends.join(" - ")}`));
  }
  const fibsAt = (atMs: number): Fibs => {
    let now = fibs;
    for (const change of changes) if (change.atMs <= atMs) now = change.fibs;
    return now;
  };
  const hops = new Map<string, Extract<ForwardingStep, { kind: "node" }>>();
  const hopTo = (from: string, to: string) => {
    const name = `${from} > ${to}`;
    let hop = hops.get(name);
    if (!hop) {
      const mtu = limits.get([from, to].sort().join(" - "));
      const delayMs = fibreDelayMs(link(network, from, to).km);
      hop = { kind: "node", node: to, delayMs, ...(mtu !== undefined && { mtu }) };
      hops.set(name, hop);
    }
    return hop;
  };
  const nextHopsOf = remembered(fibsAt);
  return {
    hasNode: (node) => fibs.has(node),
    changes,
    uplinkMs: () => accessMs,
    addressOf: (node) => routerAddresses[node],
    open: () => ({
      forward(packet: Packet, node: string, atMs: number): ForwardingStep {
        const nextHops = nextHopsOf(node, packet.dst, atMs);
        if (nextHops.length === 0) return { kind: "drop", why: "no route" };
        const chosen = nextHops.length === 1 ? nextHops[0] : nextHops[hashPacket(packet, hash) % nextHops.length];
        if (chosen.kind === "site") return { kind: "host", host: chosen.site, delayMs: accessMs };
        return hopTo(node, chosen.router);
      },
    }),
  };
}

/** Longest match, looked up once per table, router and destination. */
function remembered(fibsAt: (atMs: number) => Fibs) {
  const known = new Map<Fibs, Map<string, readonly NextHop[]>>();
  return (node: string, dst: string, atMs: number): readonly NextHop[] => {
    const fibs = fibsAt(atMs);
    let table = known.get(fibs);
    if (!table) {
      table = new Map<string, readonly NextHop[]>();
      known.set(fibs, table);
    }
    const key = `${node} ${dst}`;
    let nextHops = table.get(key);
    if (!nextHops) {
      const fib = fibs.get(node);
      if (!fib) throw new TrafficError(`The tables have no router ${node}.`);
      nextHops = longestMatch(fib, parseAddress(dst))?.nextHops ?? [];
      table.set(key, nextHops);
    }
    return nextHops;
  };
}
