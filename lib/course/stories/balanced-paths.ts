// The three cases of RFC 4786, section 4.4.3: a router in Denver balances over links to one router, over paths that meet before the
// site, or over two neighbours with a site each. Downloads run through each, balanced by packet or by flow.
import { igpFibs, networkOfCities, parsePrefix } from "anycast-kit/routing";
import {
  fileServer,
  type HashPolicy,
  type Host,
  simulate,
  staticNetwork,
  tcpClient,
  type TcpClientState,
  tcpServer,
} from "anycast-kit/traffic";
import { CLIENT, SHARED } from "./moved-route.js";

export const BALANCED_CASES = ["links to one router", "paths that meet again", "two neighbours, two sites"] as const;
export type BalancedCase = (typeof BALANCED_CASES)[number];

interface World {
  readonly links: readonly (readonly [string, string])[];
  /** Site -> its router. */
  readonly sites: Readonly<Record<string, string>>;
}

const FORK = [["Denver", "Seattle"], ["Denver", "Kansas City"]] as const; // prettier-ignore
const MEETING = [...FORK, ["Seattle", "Chicago"], ["Kansas City", "Chicago"]] as const;

export const balancedWorlds: Readonly<Record<BalancedCase, World>> = {
  "links to one router": { links: MEETING, sites: { A: "Chicago" } },
  "paths that meet again": { links: [...MEETING, ["Chicago", "New York"]], sites: { A: "New York" } },
  "two neighbours, two sites": { links: FORK, sites: { A: "Seattle", B: "Kansas City" } },
};

/**
 * The number of downloads, one for each seed of the router's hash, that complete.
 * @example balancedDownloads("two neighbours, two sites", "per packet") // 0
 */
export function balancedDownloads(which: BalancedCase, fields: HashPolicy["fields"], downloads = 40): number {
  const { links, sites } = balancedWorlds[which];
  const network = networkOfCities(which, links.map(([a, b]) => [a, b, 10] as const)); // prettier-ignore
  const routes = Object.entries(sites).map(([site, router]) => ({ prefix: parsePrefix("192.0.2.0/24"), router, site }));
  const back = { prefix: parsePrefix(`${CLIENT}/32`), router: "Denver", site: "client" };
  const fibs = igpFibs(network, [back, ...routes]);
  const client = tcpClient({ address: CLIENT, to: { address: SHARED, port: 80 } });
  const served = { respond: fileServer(8000), drip: { bytes: 1000, everyMs: 100 } };
  const hosts: Host[] = [
    { name: "client", role: "client", node: "Denver", program: client },
    ...Object.entries(sites).map(([name, node]): Host => ({ name, role: "site", node, program: tcpServer({ identity: name, ...served }) })), // prettier-ignore
  ];
  return Array.from({ length: downloads }, (_, seed) => {
    const { states } = simulate({ network: staticNetwork({ network, fibs, hash: { fields, seed } }), hosts });
    return (states.get("client") as TcpClientState).outcome;
  }).filter((outcome) => outcome === "complete").length;
}
