// A network and a deployment as stored in a page: JSON, with addresses and prefixes as text.
import type { Deployment } from "anycast-kit/anycast";
import { parseAddress, defineNetwork, router, type Network, parsePrefix } from "anycast-kit/routing";

/** A value after JSON: addresses and prefixes have become text. */
export type AsJson<T> = T extends { readonly bits: bigint }
  ? string
  : T extends object
    ? { readonly [Key in keyof T]: AsJson<T[Key]> }
    : T;

export type DeploymentJson = AsJson<Deployment>;

/** @throws NetworkError */
export const readNetwork = (json: Network): Network => defineNetwork(json);

/** @throws AddressError for an invalid address; NetworkError for a site at an unknown router */
export function readDeployment(network: Network, json: DeploymentJson): Deployment {
  for (const each of [...json.sites, ...json.announcements]) router(network, each.router);
  return {
    address: parseAddress(json.address),
    prefix: parsePrefix(json.prefix),
    sites: json.sites.map((site) => ({ ...site, unique: parseAddress(site.unique) })),
    announcements: json.announcements.map((each) => ({ ...each, prefix: parsePrefix(each.prefix) })),
  };
}
