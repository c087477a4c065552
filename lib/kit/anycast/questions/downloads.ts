// Downloads through one router: packets balanced over sites, and answers that do not fit the clients' links. Every packet is
// simulated.
import type { QuestionRun } from "../../routing/scenario/index.js";
import { fileServer, oneRouter, simulate, stateOf, tcpClient, tcpServer, type Host } from "../../traffic/index.js";

type RunOf<Kind extends QuestionRun["kind"]> = Extract<QuestionRun, { readonly kind: Kind }>;

const SHARED = "192.0.2.80";
const ROUTER = "203.0.113.254";
const ROUND_TRIP_MS = 20;
/** A file that takes several round trips, so that a connection has many packets. */
const FILE_BYTES = 8000;
const UNTIL_MS = 60_000;

/** The number of downloads that complete, each with a hash of its own. */
export function balancedDownloads({ fields, sites, downloads }: RunOf<"balanced">): number {
  const names = Array.from({ length: sites }, (_, i) => `S${i + 1}`);
  const client: Host = {
    ...{ name: "client", role: "client", node: "router" },
    program: tcpClient({ address: "203.0.113.7", to: { address: SHARED, port: 80 } }),
  };
  const served = names.map((name): Host => {
    const drip = { bytes: FILE_BYTES / 8, everyMs: 100 };
    const program = tcpServer({ identity: name, respond: fileServer(FILE_BYTES), drip });
    return { name, role: "site", node: "router", program };
  });
  const runOf = (seed: number) =>
    simulate({
      network: oneRouter({
        shared: SHARED,
        sites: Object.fromEntries(names.map((name) => [name, { rttMs: ROUND_TRIP_MS }])),
        clients: { client: { address: "203.0.113.7" } },
        hash: { fields, seed },
      }),
      hosts: [client, ...served],
      untilMs: UNTIL_MS,
    });
  return Array.from({ length: downloads }, (_, seed) => (stateOf(runOf(seed), client) as Ended).outcome).filter(
    (outcome) => outcome === "complete",
  ).length;
}

type Ended = { readonly outcome?: "complete" | "broken" };

/** The number of clients whose download completes, where the answers are larger than the MTU of their links. */
export function mtuDownloads({ mtu, bytes, servers, clients, cure }: RunOf<"path-mtu">): number {
  const sites = Array.from({ length: servers }, (_, i) => `S${i + 1}`);
  const users = Array.from({ length: clients }, (_, i) => ({ name: `client ${i + 1}`, address: `203.0.113.${i + 1}` }));
  const tcp = cure === "clamp the MSS" ? { mss: mtu - IP_AND_TCP } : {};
  const downloaders = users.map(({ name, address }): Host => {
    const program = tcpClient({ address, to: { address: SHARED, port: 80 }, patienceMs: 20_000, tcp });
    return { name, role: "client", node: "router", program };
  });
  const served = sites.map((name): Host => {
    const program = tcpServer({
      identity: name,
      respond: fileServer(bytes),
      tcp: { mtuProbing: cure === "probe" },
    });
    return { name, role: "site", node: "router", program };
  });
  const network = oneRouter({
    shared: SHARED,
    sites: Object.fromEntries(sites.map((name) => [name, { rttMs: ROUND_TRIP_MS }])),
    clients: Object.fromEntries(users.map(({ name, address }) => [name, { address, rttMs: 10, mtu }])),
    hash: { fields: "5-tuple", icmpErrors: cure === "hash the embedded header" ? "embedded" : "own" },
    routerAddress: ROUTER,
  });
  const run = simulate({ network, hosts: [...downloaders, ...served], untilMs: UNTIL_MS });
  return downloaders.filter((host) => (stateOf(run, host) as Ended).outcome === "complete").length;
}

/** Bytes of the IPv4 and TCP headers. */
const IP_AND_TCP = 40;
