// The site of each client and its round trip, in two columns: there are tens of thousands of clients, and an explorer processes
// them within one frame, a sweep over very many catchments.
import { fibreDelayMs } from "../../geo/index.js";
import type { ForwardingPaths } from "../../routing/bgp/index.js";
import type { LocatedClient } from "./clients.js";
import type { InternetDeployment } from "./deployment.js";

export interface ClientOutcomes {
  /** By client, the position of its site among the deployment's sites; -1 if none answers. */
  readonly site: Int16Array;
  /** By client, the round trip, ms. */
  readonly rttMs: Float64Array;
}

/** The outcomes of packets on these paths. A failed site does not answer. */
export function landingsOn(
  ways: ForwardingPaths,
  { sites }: InternetDeployment,
  clients: readonly LocatedClient[],
  inflation: number,
): ClientOutcomes {
  const numbers = new Map(sites.map(({ name, service }, i) => [name, service === "up" ? i : -1]));
  const answering = ways.sites.map((name) => numbers.get(name)!);
  const site = new Int16Array(clients.length);
  const rtt = new Float64Array(clients.length);
  for (let i = 0; i < clients.length; i++) {
    const way = ways.from(clients[i].index, clients[i].place);
    const end = ways.site[way];
    site[i] = end < 0 ? -1 : answering[end];
    rtt[i] = rttMs(ways.km[way], inflation);
  }
  return { site, rttMs: rtt };
}

/** A round trip in ms, propagation only: there and back over this many km of the great circle, times the inflation. */
export const rttMs = (km: number, inflation: number): number => 2 * inflation * fibreDelayMs(km);
