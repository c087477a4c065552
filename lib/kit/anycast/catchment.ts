// The catchments of a deployment: which client reaches which site, and each site's share of the clients.
import { type Address, igpFibs, type Network, walkPacket, type Walk } from "../routing/index.js";
import type { Deployment } from "./deployment.js";

export interface Client {
  readonly name: string;
  /** The router at which its packets enter the network. */
  readonly router: string;
  /** Users, queries or addresses behind it. Defaults to 1. */
  readonly weight?: number;
}

export interface ClientOutcome extends Client {
  /** The site that answers; absent if the packet was lost. */
  readonly site?: string;
  /** The identity that the site's server returns. */
  readonly identity?: string;
  /** Routers of the path, the client's first. */
  readonly path: readonly string[];
  /** Round-trip time in ms: propagation in fibre, the reply on the same links back. */
  readonly rttMs: number;
  readonly walk: Walk;
}

export interface Catchment {
  readonly deployment: Deployment;
  readonly network: Network;
  readonly clients: readonly ClientOutcome[];
}

export interface CatchmentOptions {
  readonly network: Network;
  readonly deployment: Deployment;
  /** Router ids, or clients with a name and a weight. Defaults to one client at every router. */
  readonly clients?: readonly (string | Client)[];
  /** Destination of the packets. Defaults to the shared address. */
  readonly to?: Address | string;
  /** The flow's hash, for routers with several equally good next hops. */
  readonly flow?: number;
}

/**
 * Sends one packet from every client and notes who answers.
 * @example catchment({ network, deployment }).clients.filter(({ site }) => site === "A").length // 4
 * @throws NetworkError for a client at an unknown router
 */
export function catchment({ network, deployment, clients, to, flow }: CatchmentOptions): Catchment {
  const fibs = igpFibs(network, deployment.announcements);
  const asked = (clients ?? network.routers.map(({ id }) => id)).map((each) =>
    typeof each === "string" ? { name: each, router: each } : each,
  );
  const outcomes = asked.map((client): ClientOutcome => {
    const walk = walkPacket({ network, fibs, from: client.router, to: to ?? deployment.address, flow });
    const outcome = { ...client, path: walk.hops.map((hop) => hop.router), rttMs: 2 * walk.oneWayMs, walk };
    if (walk.site === undefined) return outcome;
    const identity = deployment.sites.find((each) => each.name === walk.site)?.identity;
    return { ...outcome, site: walk.site, identity };
  });
  return { deployment, network, clients: outcomes };
}
