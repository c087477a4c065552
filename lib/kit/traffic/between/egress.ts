// Anycast addresses as sources (Cloudflare, 2022, "soft-unicast"): a server calls out from an address that many sites announce, and
// the reply comes home to whichever is nearest to the callee. A table tells that site whose it is: the address names a site, the
// port a server, because every server of a site has a slice of the ports.
import { portSlices } from "../closed-forms.js";
import { TrafficError } from "../error.js";

export interface EgressTable {
  /** The owner of an address and port; undefined where nobody owns it. */
  owner(address: string, port: number): { readonly site: string; readonly server: number } | undefined;
  /** The ports that a server may call out from: the first and the last. */
  slice(server: number): { readonly first: number; readonly last: number };
  /** Servers that can share one address. */
  readonly serversEach: number;
}

export interface EgressOptions {
  /** Address -> the site that calls out from it. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Ports of each server. Defaults to 2,048. */
  readonly portsEach?: number;
  /** The lowest ports are for nobody. Defaults to 2,048. */
  readonly reserved?: number;
}

/**
 *
 * @example egressTable({ addresses: { "198.51.100.1": "A" } }).owner("198.51.100.1", 5000)?.server // 1
 * @throws TrafficError for no address, or slices of which none fits
 */
export function egressTable({ addresses, portsEach = 2048, reserved = 2048 }: EgressOptions): EgressTable {
  if (Object.keys(addresses).length === 0)
    throw new TrafficError("An egress table needs an address, and the site that owns it.");
  const serversEach = portSlices(portsEach, reserved);
  if (serversEach < 1)
    throw new TrafficError(`No slice of ${portsEach} ports fits above the first ${reserved}: take fewer.`);
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
          `There is no server ${server}: ${serversEach} share an address, from 0 to ${serversEach - 1}.`,
        );
      const first = reserved + server * portsEach;
      return { first, last: first + portsEach - 1 };
    },
  };
}
