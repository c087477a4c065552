// Which site a packet from each of many clients reaches, and how far it travels.
import { indexOfAs } from "../../topology/index.js";
import type { SteadyState } from "./steady-state.js";
import { forwardingPathsTo } from "./forwarding/forwarding-paths.js";

export interface BgpClient {
  readonly asn: number;
  /** A place of the topology. Defaults to unknown. */
  readonly city?: string;
}

export interface Arrival {
  /** Absent when there is no route, or a forwarding loop. */
  readonly site?: string;
  /** Great-circle km from the client to the site, along the cities passed; 0 when it does not arrive or no location is known. */
  readonly km: number;
}

/**
 * Finds the site that a packet of each client reaches, and its distance in km; in the order of the clients.
 * @example arrivals(state, [{ asn: 10 }, { asn: 20 }]).map(({ site }) => site) // ["A","B"]
 * @throws UnknownAsError; RangeError for a city that is not in the topology
 */
export function arrivals(state: SteadyState, clients: readonly BgpClient[]): Arrival[] {
  const { topology, places } = state.problem;
  const { from, site, sites, km } = forwardingPathsTo([state], topology);
  const numbers = new Map(places.map(({ name }, place) => [name, place]));
  return clients.map(({ asn, city }) => {
    const place = city === undefined ? -1 : numbers.get(city);
    if (place === undefined) throw new RangeError(`Unknown city "${city}" in this topology.`);
    const way = from(indexOfAs(topology, asn), place);
    return site[way] < 0 ? { km: 0 } : { site: sites[site[way]], km: km[way] };
  });
}
