// The smallest network with a choice: clients at one router, and sites that all have the shared address. Events change the site
// that the router uses. Delays are parameters, not derived from a map.
import { rendezvous, hashPacket, type HashPolicy, type NextHopGroup, type Scheme } from "../ecmp/index.js";
import { checkAddresses, checkTime, checkMtu, TrafficError } from "../error.js";
import type { ForwardingStep, NetworkChange, TrafficNetwork } from "../network.js";

export interface OneRouterOptions {
  readonly shared: string;
  /** Site -> round-trip time from the router in ms, and the site's unicast address. */
  readonly sites: Readonly<Record<string, { readonly rttMs: number; readonly unique?: string }>>;
  /** Client -> its address, its round-trip time to the router (defaults to 0), and the MTU of its link. */
  readonly clients: Readonly<
    Record<string, { readonly address: string; readonly rttMs?: number; readonly mtu?: number }>
  >;
  /** The sites that the route to the shared address leads to. Defaults to all. */
  readonly serves?: readonly string[];
  readonly changes?: readonly (NetworkChange & { readonly serves: readonly string[] })[];
  /** How to choose if the route leads to several sites. Defaults to rendezvous hashing of the 5-tuple. */
  readonly hash?: HashPolicy;
  readonly balancing?: Scheme;
  /** Source address of the router's ICMP errors. Defaults to none: it sends no errors. */
  readonly routerAddress?: string;
}

type Out = Extract<ForwardingStep, { kind: "host" }>;

/**
 * Its one node is "router".
 * @example oneRouter({ shared: "192.0.2.53", sites: { A: { rttMs: 10 } }, clients: { client: { address: "203.0.113.7" } } }).hasNode("router") // true
 * @throws TrafficError for an unknown site, an invalid time or MTU
 */
export function oneRouter(options: OneRouterOptions): TrafficNetwork {
  const { shared, sites, clients, hash = { fields: "5-tuple" }, balancing = rendezvous, routerAddress } = options;
  const changes = [...(options.changes ?? [])].sort((a, b) => a.atMs - b.atMs);
  const epochs = [{ atMs: 0, label: "the start", serves: options.serves ?? Object.keys(sites) }, ...changes];
  for (const { atMs, label, serves } of epochs) {
    checkTime(atMs, `The change "${label}"`);
    for (const site of serves)
      if (!Object.hasOwn(sites, site))
        throw new TrafficError(`${label}: unknown site ${site}; sites are ${Object.keys(sites).join(", ")}.`);
  }
  const name = Object.keys(sites).find((each) => Object.hasOwn(clients, each));
  if (name !== undefined)
    throw new TrafficError(`Duplicate name ${name}: sites and clients must have different names.`);
  const own = [
    ...Object.values(clients).map((each) => each.address),
    ...Object.values(sites).map((each) => each.unique),
  ];
  checkAddresses([shared, ...own.filter((each) => each !== undefined)]);
  const ways = new Map<string, Out>();
  for (const [name, { address, rttMs = 0, mtu }] of Object.entries(clients)) {
    const delayMs = checkTime(rttMs, `The round-trip time of client ${name}`) / 2;
    if (mtu !== undefined) checkMtu(mtu, `The link of client ${name}`);
    ways.set(address, { kind: "host", host: name, delayMs, ...(mtu !== undefined && { mtu }) });
  }
  const toSite = (name: string): Out => ({ kind: "host", host: name, delayMs: sites[name].rttMs / 2 });
  for (const [name, { rttMs, unique }] of Object.entries(sites)) {
    checkTime(rttMs, `The round-trip time of site ${name}`);
    if (unique !== undefined) ways.set(unique, toSite(name));
  }
  const uplinks = new Map(
    [...ways.values(), ...Object.keys(sites).map(toSite)].map(({ host, delayMs }) => [host, delayMs]),
  );
  const groups = epochs.map(({ serves }): NextHopGroup | undefined =>
    serves.length > 0 ? balancing(serves) : undefined,
  );
  return {
    hasNode: (node) => node === "router",
    changes,
    uplinkMs: (host) => uplinks.get(host) ?? 0,
    addressOf: () => routerAddress,
    open: () => ({
      forward(packet, _node, atMs): ForwardingStep {
        if (packet.dst !== shared) return ways.get(packet.dst) ?? { kind: "drop", why: "no route" };
        let epoch = 0;
        while (epoch + 1 < epochs.length && epochs[epoch + 1].atMs <= atMs) epoch++;
        const group = groups[epoch];
        return group ? toSite(group.choose(hashPacket(packet, hash))) : { kind: "drop", why: "no route" };
      },
    }),
  };
}
