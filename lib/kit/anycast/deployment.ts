// An anycast deployment: one shared address at several sites, and for each site's server a second address of its own.
import { cities } from "../geo/index.js";
import type { GraphologyGraph } from "../topology/index.js";
import {
  addressFromBits,
  parseAddress,
  type Address,
  type IgpAnnouncement,
  networkOf,
  router as routerOf,
  type Network,
  contains,
  hostPrefix,
  parsePrefix,
  prefixOf,
  type Prefix,
} from "../routing/index.js";

export interface Site {
  /** A letter, the same in every figure: "A". */
  readonly name: string;
  /** The router it is attached to. */
  readonly router: string;
  /** The server's unicast address, used to manage it. */
  readonly unique: Address;
  /** The identity that the server returns (hostname.bind, RFC 4892). */
  readonly identity: string;
}

export interface Deployment {
  /** The address that clients use, the same at every site. */
  readonly address: Address;
  /** The prefix every site announces for it. */
  readonly prefix: Prefix;
  readonly sites: readonly Site[];
  /** All announcements: the shared prefix and the unicast address of each site, and those added later. */
  readonly announcements: readonly IgpAnnouncement[];
}

/** Thrown for an invalid deployment; the message names the site. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

export interface DeployOptions {
  /** A graphology graph has routers as nodes (lat, lon) and links as edges (cost, km). */
  readonly network: Network | GraphologyGraph;
  /** The shared address. */
  readonly address: string;
  /** The announced prefix. Defaults to the /24 (IPv4) or /48 (IPv6) around the address. */
  readonly prefix?: string;
  /** Site letter -> router, such as { A: "Seattle", B: "New York" }. */
  readonly sites: Readonly<Record<string, string>>;
}

/** The range of unicast addresses: 198.51.100.1 for the first site, .2 for the second (RFC 5737). */
const firstUnique = parseAddress("198.51.100.1");

/**
 * Puts the shared address at each site. Site i also gets a unique address, 198.51.100.i.
 * @example deploy({ network, address: "192.0.2.53", sites: { A: "Seattle", B: "Atlanta" } }).prefix.text // "192.0.2.0/24"
 * @throws DeploymentError for no site, a site name that is no capital letter, or a prefix that does not hold the address;
 * NetworkError for an unknown router
 */
export function deploy({ network: given, address: addressText, prefix: prefixText, sites }: DeployOptions): Deployment {
  const network = networkOf(given);
  const address = parseAddress(addressText);
  const prefix = prefixText ? parsePrefix(prefixText) : prefixOf(address, address.family === 4 ? 24 : 48);
  if (!contains(prefix, address))
    throw new DeploymentError(`Prefix ${prefix.text} must contain the shared address ${address.text}.`);
  const names = Object.keys(sites);
  if (names.length === 0)
    throw new DeploymentError('A deployment must have at least one site, such as { A: "Seattle" }.');
  const placed = names.map((name, i): Site => {
    if (!/^[A-Z]$/.test(name))
      throw new DeploymentError(`Site "${name}": the name must be one capital letter, as in { A: ... }.`);
    const { id } = routerOf(network, sites[name]);
    const unique = addressFromBits(4, firstUnique.bits + BigInt(i));
    return { name, router: id, unique, identity: `ns1.${place(id)}.example` };
  });
  const announcements = placed.flatMap(({ name, router, unique }): IgpAnnouncement[] => [
    { prefix, router, site: name },
    { prefix: hostPrefix(unique), router, site: name },
  ]);
  return { address, prefix, sites: placed, announcements };
}

/** A PoP's usual short name: the IATA code of its city, in lower case. */
function place(router: string): string {
  const code = cities.find((each) => each.name === router)?.iata;
  return (code ?? router.replace(/\W/g, "")).toLowerCase();
}
