// Anycast addresses as sources (Cloudflare, 2022, "soft-unicast"): a server opens connections from an address that many sites
// announce, and the reply arrives at the site nearest to the peer. A table identifies the owner: the address gives the site,
// the port gives the server, because every server of a site has a slice of the ports.
import { portSlices } from "../closed-forms.js";
import { TrafficError } from "../error.js";

export interface EgressTable {
  /** The owner of an address and port; undefined if there is none. */
  owner(address: string, port: number): { readonly site: string; readonly server: number } | undefined;
  /** First and last source port of a server. */
  slice(server: number): { readonly first: number; readonly last: number };
  /** Number of servers that can share one address. */
  readonly serversEach: number;
}

export interface EgressOptions {
  /** Address -> the site that uses it as a source. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Ports of each server. Defaults to 2,048. */
  readonly portsEach?: number;
  /** Number of lowest ports that no server uses. Defaults to 2,048. */
  readonly reserved?: number;
}

/**
 * A table of source ports for servers that share anycast addresses as sources: the address gives the site, the port the server
 * (Cloudflare 2022, "soft-unicast").
 * @example egressTable({ addresses: { "198.51.100.1": "A" } }).owner("198.51.100.1", 5000)?.server // 1
 * @throws TrafficError for no address, or slices of which none fits
 */
export function egressTable({ addresses, portsEach = 2048, reserved = 2048 }: EgressOptions): EgressTable {
  if (Object.keys(addresses).length === 0)
    throw new TrafficError("An egress table must have at least one address and the site that owns it.");
  const serversEach = portSlices(portsEach, reserved);
  if (serversEach < 1)
    throw new TrafficError(
      `No slice of ${portsEach} ports fits above the first ${reserved}. Reduce portsEach or reserved.`,
    );
  return {
    serversEach,
    owner(address, port) {
      const server = Math.floor((port - reserved) / portsEach);
      if (!Object.hasOwn(addresses, address) || server < 0 || server >= serversEach) return undefined;
      return { site: addresses[address], server };
    },
    slice(server) {
      if (!(Number.isInteger(server) && server >= 0 && server < serversEach))
        throw new TrafficError(
          `The server must be an integer from 0 to ${serversEach - 1} (got ${server}): ${serversEach} share an address.`,
        );
      const first = reserved + server * portsEach;
      return { first, last: first + portsEach - 1 };
    },
  };
}
