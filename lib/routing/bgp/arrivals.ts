// Which site a packet from each client reaches, and how far it travels: forward.ts without the story, for many clients at once.
// A packet at one place in one AS always goes the same way, so what is known of the rest of the way is kept.
import { indexOfAs } from "../../topology/compiled.js";
import { exitsOf } from "./exits.js";
import { nearestSite } from "./rib.js";
import type { SteadyState } from "./steady-state.js";

export interface BgpClient {
  readonly asn: number;
  /** A place of the topology; unknown unless given. */
  readonly city?: string;
}

export interface Arrival {
  /** Absent where the packet finds no route, or goes in circles. */
  readonly site?: string;
  /** Great-circle km from the client to the site, along the cities passed; 0 where no geography is known. */
  readonly km: number;
}

interface Way {
  readonly announcement: number;
  readonly km: number;
}
const LOST: Way = { announcement: -1, km: 0 };

/** In the order of the clients. @throws UnknownAsError; RangeError for a city that is not in the topology */
export function arrivals(state: SteadyState, clients: readonly BgpClient[]): Arrival[] {
  const { problem, sites } = state;
  const exits = exitsOf(state);
  const places = new Map(problem.places.map(({ name }, place) => [name, place]));
  const width = problem.places.length + 1;
  const ways = new Map<number, Way>();
  const wayFrom = (index: number, place: number): Way => {
    const key = index * width + place + 1;
    const known = ways.get(key);
    if (known) return known;
    ways.set(key, LOST); // who comes back here before the way is known goes in circles
    const way = step(index, place);
    ways.set(key, way);
    return way;
  };
  const step = (index: number, place: number): Way => {
    if (problem.origins.has(index)) {
      const site = nearestSite(problem, index, place);
      return { announcement: site.number, km: problem.km(place, site.place) };
    }
    const exit = exits.from(index, place);
    if (!exit) return LOST;
    const next = exit.place >= 0 ? exit.place : place;
    const rest = exit.announcement >= 0 ? { announcement: exit.announcement, km: 0 } : wayFrom(exit.remote, next);
    return rest === LOST ? LOST : { announcement: rest.announcement, km: problem.km(place, exit.place) + rest.km };
  };
  return clients.map(({ asn, city }) => {
    const place = city === undefined ? -1 : places.get(city);
    if (place === undefined) throw new RangeError(`The topology has no place called ${city}.`);
    const { announcement, km } = wayFrom(indexOfAs(problem.topology, asn), place);
    return announcement < 0 ? { km } : { site: sites[announcement], km };
  });
}
