// One provider's network: routers in cities and the links between them. Plain data, never changed in place.
import { checkCoordinates, type Coordinates } from "../geo/index.js";

export interface Router extends Coordinates {
  /** Unique. In the kit's own networks, the name of its city. */
  readonly id: string;
}

export interface Link {
  /** The ids of the two routers it joins. */
  readonly ends: readonly [string, string];
  /** IGP cost, the same in both directions: an integer from 1 to 65535 (RFC 2328, section 9). */
  readonly cost: number;
  /** Length in km, for delay. The cost decides the path, the length only its delay. */
  readonly km: number;
}

export interface Network {
  readonly name: string;
  readonly routers: readonly Router[];
  readonly links: readonly Link[];
}

/** Thrown for an invalid network; the message names the router or the link. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

/**
 * Checks and freezes a network.
 * @example defineNetwork({ name: "pair", routers: [{ id: "a", lat: 0, lon: 0 }, { id: "b", lat: 1, lon: 1 }], links: [{ ends: ["a", "b"], cost: 10, km: 157 }] }).name // "pair"
 * @throws NetworkError for a duplicate router, a link to an unknown router or to itself, two links between one pair, a cost out
 * of range
 */
export function defineNetwork({ name, routers, links }: Network): Network {
  const ids = new Set<string>();
  for (const router of routers) {
    if (ids.has(router.id)) throw new NetworkError(`Network ${name}: duplicate router ${router.id}.`);
    checkCoordinates(router);
    ids.add(router.id);
  }
  const pairs = new Set<string>();
  for (const { ends, cost, km } of links) {
    const [a, b] = ends;
    const where = `Link ${a} - ${b} of network ${name}`;
    for (const end of ends) if (!ids.has(end)) throw new NetworkError(`${where}: unknown router ${end}.`);
    if (a === b) throw new NetworkError(`${where}: the two ends must be different routers.`);
    const pair = JSON.stringify([...ends].sort());
    if (pairs.has(pair)) throw new NetworkError(`${where}: duplicate link.`);
    if (!(Number.isInteger(cost) && cost >= 1 && cost <= 65535))
      throw new NetworkError(`${where}: the cost must be an integer from 1 to 65535 (got ${cost}).`);
    if (!(km >= 0)) throw new NetworkError(`${where}: the length must be 0 km or more (got ${km}).`);
    pairs.add(pair);
  }
  return Object.freeze({ name, routers: Object.freeze([...routers]), links: Object.freeze([...links]) });
}

/**
 * The router with this id.
 * @example router(network, "Denver") // { id: "Denver", lat: 39.739, lon: -104.985 }
 * @throws NetworkError that lists the routers
 */
export function router(network: Network, id: string): Router {
  const found = network.routers.find((each) => each.id === id);
  if (found) return found;
  throw new NetworkError(
    `Network ${network.name} has no router ${id}; routers are ${network.routers.map((each) => each.id).join(", ")}.`,
  );
}

const joins = ({ ends }: Link, a: string, b: string) =>
  (ends[0] === a && ends[1] === b) || (ends[0] === b && ends[1] === a);

/**
 * The link between two routers, in either order.
 * @example link(network, "Denver", "Seattle").cost // 2095
 * @throws NetworkError
 */
export function link(network: Network, a: string, b: string): Link {
  router(network, a);
  router(network, b);
  const found = network.links.find((each) => joins(each, a, b));
  if (!found) throw new NetworkError(`Network ${network.name} has no link ${a} - ${b}.`);
  return found;
}

/**
 * Changes the cost of one link of a network.
 * @example withCost(network, "Denver", "Seattle", 9000).links.length // 14
 * @throws NetworkError
 */
export function withCost(network: Network, a: string, b: string, cost: number): Network {
  const changed = link(network, a, b);
  return defineNetwork({
    ...network,
    links: network.links.map((each) => (each === changed ? { ...each, cost } : each)),
  });
}

/**
 * Removes a link from a network, as after a fibre cut.
 * @example withoutLink(network, "Denver", "Seattle").links.length // 13
 * @throws NetworkError
 */
export function withoutLink(network: Network, a: string, b: string): Network {
  const cut = link(network, a, b);
  return defineNetwork({ ...network, links: network.links.filter((each) => each !== cut) });
}
