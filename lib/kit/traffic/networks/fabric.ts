// A data centre network: the Internet, an edge router, spines, leaves, and servers that all announce one address. Each tier
// chooses among equal next hops by the packet's hash, without connection state.
import {
  hashThreshold,
  type Member,
  type NextHopGroup,
  type Scheme,
  hashPacket,
  type HashPolicy,
  replaceMembers,
  resilientGroup,
  useBucket,
  type ResilientGroup,
  type ResilientOptions,
} from "../ecmp/index.js";
import { checkAddresses, checkTime, checkMtu, TrafficError } from "../error.js";
import type { ForwardingStep, NetworkChange, TrafficNetwork } from "../network.js";

/** Leaf -> the servers below it. */
export type Leaves = Readonly<Record<string, readonly string[]>>;

export interface FabricOptions {
  /** The address that all servers announce. */
  readonly address: string;
  readonly leaves: Leaves;
  /** Spine routers. Defaults to 2. */
  readonly spines?: number;
  /** Changes of servers: new leaves from an instant on. */
  readonly changes?: readonly (NetworkChange & { readonly leaves: Leaves })[];
  /** The scheme of the routers: hash-threshold or resilient buckets. Defaults to hash-threshold. */
  readonly balancing?: Scheme | Omit<ResilientOptions, "members">;
  /** "per leaf": a leaf with three servers gets the same share as a leaf with one. "per server": by the link-bandwidth community. */
  readonly weights?: "per leaf" | "per server";
  /** Defaults to the 5-tuple. Every tier has its own seed. */
  readonly hash?: HashPolicy;
  /** Client -> its address, its delay to the edge in ms, and the MTU of its last link. */
  readonly clients: Readonly<
    Record<string, { readonly address: string; readonly delayMs: number; readonly mtu?: number }>
  >;
  /** Host -> its unicast address and its leaf, for hosts that have one. */
  readonly unique?: Readonly<Record<string, { readonly address: string; readonly leaf: string }>>;
  /** Source address of ICMP errors of the Internet's routers. Defaults to none: they send no errors. */
  readonly routerAddress?: string;
}

/** Delay of a link inside the building, ms. */
const LINK_MS = 0.01;

/**
 * Nodes are "internet", "edge", "spine 1" and so on, and the leaves. Clients attach to "internet", servers to their leaf.
 * @example fabric({ address: "192.0.2.53", leaves: { L1: ["A"], L2: ["B"] }, clients: { client: { address: "203.0.113.7", delayMs: 5 } } }).hasNode("L1") // true
 * @throws TrafficError for no leaf, no server, one server below two leaves, an invalid time or MTU
 */
export function fabric(options: FabricOptions): TrafficNetwork {
  const {
    address,
    leaves,
    spines = 2,
    balancing = hashThreshold,
    weights = "per leaf",
    clients,
    unique = {},
  } = options;
  const { hash = { fields: "5-tuple" }, routerAddress } = options;
  const changes = [...(options.changes ?? [])].sort((a, b) => a.atMs - b.atMs);
  for (const each of [leaves, ...changes.map((change) => change.leaves)]) checkLeaves(each);
  for (const { atMs, label } of changes) checkTime(atMs, `The change "${label}"`);
  for (const [name, { mtu, delayMs }] of Object.entries(clients)) {
    if (mtu !== undefined) checkMtu(mtu, `The last link of client ${name}`);
    checkTime(delayMs, `The delay of client ${name}`);
  }
  if (!(Number.isInteger(spines) && spines >= 1 && spines <= 1024))
    throw new TrafficError(`spines must be an integer from 1 to 1024 (got ${spines}).`);
  const spineNames = Array.from({ length: spines }, (_, i) => `spine ${i + 1}`);
  const epochs = [{ atMs: 0, leaves }, ...changes];
  const everyLeaf = new Set([
    ...epochs.flatMap((each) => Object.keys(each.leaves)),
    ...Object.values(unique).map(({ leaf }) => leaf),
  ]);
  const nodes = new Set(["internet", "edge", ...spineNames, ...everyLeaf]);
  const everyServer = new Set(epochs.flatMap((each) => Object.values(each.leaves).flat()));
  checkNames([...["internet", "edge", ...spineNames], ...everyLeaf, ...everyServer, ...Object.keys(clients)]);
  checkAddresses([address, ...[...Object.values(clients), ...Object.values(unique)].map((each) => each.address)]);
  const clientOf = new Map(Object.entries(clients).map(([name, client]) => [client.address, { name, ...client }]));
  const hostOf = new Map(Object.entries(unique).map(([name, own]) => [own.address, { name, leaf: own.leaf }]));
  /** The next hops for the shared address at a node, in an epoch. */
  const nextFor = (node: string, at: Leaves): readonly Member[] => {
    if (node === "edge") return spineNames.map((name) => ({ name }));
    if (!node.startsWith("spine ")) return (at[node] ?? []).map((name) => ({ name }));
    const used = Object.entries(at).filter(([, below]) => below.length > 0);
    return used.map(([name, below]) => ({ name, weight: weights === "per server" ? below.length : 1 }));
  };
  return {
    hasNode: (node) => nodes.has(node),
    changes,
    uplinkMs: (host) => clients[host]?.delayMs ?? LINK_MS,
    addressOf: (node) => (node === "internet" ? routerAddress : undefined),
    open: () => {
      const groups = epochs.map(() => new Map<string, NextHopGroup>());
      const resilient = new Map<string, { epoch: number; group: ResilientGroup }>();
      const seeds = new Map([...nodes].map((node, i) => [node, { ...hash, seed: (hash.seed ?? 0) + i }]));
      function choose(node: string, epoch: number, draw: number, atMs: number): string | undefined {
        const members = nextFor(node, epochs[epoch].leaves);
        if (members.length === 0) return undefined;
        if (typeof balancing === "function") {
          let group = groups[epoch].get(node);
          if (!group) groups[epoch].set(node, (group = balancing(members)));
          return group.choose(draw);
        }
        const was = resilient.get(node);
        let group = was?.group ?? resilientGroup({ ...balancing, members });
        // Applies each change in turn, even if no packet arrived in between: a member that left and returned has lost its buckets.
        for (let next = (was?.epoch ?? epoch) + 1; next <= epoch; next++) {
          const then = nextFor(node, epochs[next].leaves);
          if (then.length > 0) group = replaceMembers(group, then, epochs[next].atMs);
        }
        const used = useBucket(group, draw, atMs);
        resilient.set(node, { epoch, group: used.group });
        return used.member;
      }
      return {
        forward(packet, node, atMs): ForwardingStep {
          const client = clientOf.get(packet.dst);
          if (client) {
            if (node !== "internet") return on(node === "edge" ? "internet" : "edge");
            return { kind: "host", host: client.name, delayMs: client.delayMs, ...(client.mtu && { mtu: client.mtu }) };
          }
          if (node === "internet") return on("edge");
          const host = hostOf.get(packet.dst);
          if (host) return node === host.leaf ? out(host.name) : on(host.leaf);
          if (packet.dst !== address) return { kind: "drop", why: "no route" };
          let epoch = 0;
          while (epoch + 1 < epochs.length && epochs[epoch + 1].atMs <= atMs) epoch++;
          const to = choose(node, epoch, hashPacket(packet, seeds.get(node)!), atMs);
          if (to === undefined) return { kind: "drop", why: "no route" };
          return nodes.has(to) ? on(to) : out(to);
        },
      };
    },
  };
}

const on = (node: string, delayMs = LINK_MS): ForwardingStep => ({ kind: "node", node, delayMs });
const out = (host: string, delayMs = LINK_MS): ForwardingStep => ({ kind: "host", host, delayMs });

function checkNames(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new TrafficError(
      `Duplicate name ${twice} in a fabric: routers, leaves, servers and clients must have different names.`,
    );
}

function checkLeaves(leaves: Leaves): void {
  const servers = Object.values(leaves).flat();
  if (servers.length === 0)
    throw new TrafficError('A fabric must have a server below a leaf, such as { "leaf 1": ["S1", "S2"] }.');
  const twice = servers.find((name, i) => servers.indexOf(name) !== i);
  if (twice !== undefined) throw new TrafficError(`Duplicate server ${twice}: a server must be below one leaf.`);
}
