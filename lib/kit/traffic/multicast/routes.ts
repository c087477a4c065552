// The unicast routes beneath a multicast network whose rendezvous points share an address: an IGP that leads each router to the
// nearest of them. One fails and may recover; after each event routes change at an instant, and routers with a changed path are
// notified.
import { parseAddress, igpFibs, type IgpAnnouncement, type Network, hostPrefix } from "../../routing/index.js";
import type { TrafficNetwork } from "../network.js";
import { staticNetwork, type FibChange } from "../networks/index.js";
import { reach } from "../reach.js";
import type { HostEvent } from "../simulate.js";
import { ROUTE_CHANGED } from "./last-hop.js";

/** A host with a unicast address at a router of the network. */
export interface Placed {
  readonly name: string;
  readonly router: string;
  readonly address: string;
}

export interface RendezvousRoutesOptions {
  readonly network: Network;
  /** The address that all points share. */
  readonly shared: string;
  /** The first is the one that fails. */
  readonly points: readonly Placed[];
  readonly sources: readonly Placed[];
  readonly receivers: readonly Placed[];
  /** Infinity for never, ms. */
  readonly diesAtMs: number;
  readonly returnsAtMs: number;
  readonly convergenceMs: number;
}

export interface RendezvousRoutes {
  readonly network: TrafficNetwork;
  /** The failure, the recovery, and the signals to receivers' routers. */
  readonly happenings: readonly HostEvent[];
  /** Unicast address -> host. */
  readonly nameOf: ReadonlyMap<string, string>;
}

/**
 * The unicast routes to rendezvous points that share an address: an IGP leads each router to the nearest, and one point fails and
 * may recover.
 * @example rendezvousRoutes({ network, shared: "192.0.2.53", points: [{ name: "RP", router: "Denver", address: "198.51.100.1" }], sources: [], receivers: [{ name: "R", router: "Seattle", address: "203.0.113.7" }], diesAtMs: Infinity, returnsAtMs: Infinity, convergenceMs: 0 }).nameOf.get("198.51.100.1") // "RP"
 * @throws NetworkError for an unknown router
 */
export function rendezvousRoutes(options: RendezvousRoutesOptions): RendezvousRoutes {
  const { shared, points, sources, receivers, diesAtMs, returnsAtMs, convergenceMs } = options;
  const placed = [...sources, ...points, ...receivers];
  const unique = placed.map(({ address, router, name }) => announce(address, router, name));
  const sharing = points.map(({ router, name }) => announce(shared, router, name));
  const whole = igpFibs(options.network, [...unique, ...sharing]);
  const [dying] = points;
  const changes: FibChange[] = [];
  const happenings: HostEvent[] = [];
  if (diesAtMs < Infinity) {
    const fibs = igpFibs(options.network, [...unique, ...sharing.slice(1)]);
    happenings.push({ atMs: diesAtMs, host: dying.name, kind: "down" });
    changes.push({ atMs: diesAtMs + convergenceMs, label: `routes have moved from ${dying.name}`, fibs });
  }
  if (returnsAtMs < Infinity) {
    happenings.push({ atMs: returnsAtMs, host: dying.name, kind: "up" });
    changes.push({
      ...{ atMs: returnsAtMs + convergenceMs, label: `routes have moved back to ${dying.name}`, fibs: whole },
    });
  }
  const network = staticNetwork({ network: options.network, fibs: whole, changes });
  /** The path to the nearest point at an instant, as text. */
  const way = ({ address, router }: Placed, atMs: number) => {
    const probe = { src: address, dst: shared, protocol: "pim", size: 54, df: false } as const;
    return reach(network.open(), { ...probe, payload: { kind: "data", label: "probe" } }, router, atMs).nodes.join();
  };
  changes.forEach(({ atMs }, i) => {
    const beforeMs = i === 0 ? 0 : changes[i - 1].atMs;
    for (const receiver of receivers)
      if (way(receiver, beforeMs) !== way(receiver, atMs))
        happenings.push({ atMs, host: receiver.name, kind: "signal", signal: ROUTE_CHANGED });
  });
  return { network, happenings, nameOf: new Map(placed.map(({ address, name }) => [address, name])) };
}

const announce = (address: string, router: string, site: string): IgpAnnouncement => ({
  ...{ prefix: hostPrefix(parseAddress(address)), router, site },
});
