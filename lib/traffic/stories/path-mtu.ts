// Path MTU discovery towards an anycast address, ready to run: large answers do not fit the clients' links, the router says so to
// the shared address, and the message reaches one server of N, whoever it was for. Four cures.
import { fileServer } from "../download.js";
import type { Host, Program } from "../endpoint.js";
import { rebroadcastsErrors } from "../between/hands-on.js";
import { checkMtu, TrafficError } from "../error.js";
import { oneRouter } from "../networks/one-router.js";
import { simulate, stateOf, type Run } from "../simulate.js";
import { tcpClient } from "../tcp/client.js";
import { knowsConnection, tcpServer } from "../tcp/server.js";

/** "none", or what operators do: announce a smaller MSS; probe (RFC 4821); pass the message to all; hash the header inside it. */
export const MTU_CURES = ["none", "clamp the MSS", "probe", "pass on to all", "hash the embedded header"] as const;
export type MtuCure = (typeof MTU_CURES)[number];

export interface PathMtuOptions {
  readonly cure: MtuCure;
  /** Servers behind the shared address; 16 unless given. */
  readonly servers?: number;
  /** Clients, each with one download; 48 unless given. */
  readonly clients?: number;
  /** The MTU of the clients' links, bytes; 1400 unless given. */
  readonly mtu?: number;
}

export interface PathMtuStory {
  readonly run: Run;
  readonly downloads: number;
  readonly complete: number;
  /** "Too big" messages that came from routers, and those of them that reached the one they were for, passed on or not. */
  readonly errors: number;
  readonly errorsForTheRightServer: number;
}

const SHARED = "192.0.2.80";
const unique = (i: number) => `198.51.100.${i + 1}`;
const clientAddress = (i: number) => `203.0.113.${i + 1}`;

/** @throws TrafficError for numbers that cannot be */
export function pathMtu({ cure, servers = 16, clients = 48, mtu = 1400 }: PathMtuOptions): PathMtuStory {
  checkMtu(mtu, "The clients' links");
  for (const [what, count] of Object.entries({ servers, clients }))
    if (!(Number.isInteger(count) && count >= 1 && count <= 250))
      throw new TrafficError(`${count} ${what} cannot be: give a whole number from 1 to 250.`);
  const sites = Array.from({ length: servers }, (_, i) => `S${i + 1}`);
  const users = Array.from({ length: clients }, (_, i) => ({ name: `client ${i + 1}`, address: clientAddress(i) }));
  const network = oneRouter({
    shared: SHARED,
    sites: Object.fromEntries(sites.map((name, i) => [name, { rttMs: 20, unique: unique(i) }])),
    clients: Object.fromEntries(users.map(({ name, address }) => [name, { address, rttMs: 10, mtu }])),
    hash: { fields: "5-tuple", icmpErrors: cure === "hash the embedded header" ? "embedded" : "own" },
    routerAddress: "203.0.113.254",
  });
  const tcp = cure === "clamp the MSS" ? { mss: mtu - 40 } : {};
  const downloaders = users.map(({ name, address }) => ({
    ...{ name, role: "client" as const, node: "router" },
    program: tcpClient({ address, to: { address: SHARED, port: 80 }, patienceMs: 20_000, tcp }),
  }));
  const servants = sites.map((name, i): Host => ({ name, role: "site", node: "router", program: serverOf(name, i) }));
  function serverOf(identity: string, i: number): Program {
    const program = tcpServer({ identity, respond: fileServer(5000), tcp: { mtuProbing: cure === "probe" } });
    if (cure !== "pass on to all") return program;
    const others = sites.map((_, k) => unique(k)).filter((_, k) => k !== i);
    return rebroadcastsErrors({ program, address: unique(i), knows: knowsConnection, others });
  }
  const run = simulate({ network, hosts: [...downloaders, ...servants], untilMs: 60_000 });
  const came = run.trace.flatMap((entry) => (entry.kind === "received" ? [entry.packet.payload] : []));
  const errors = came.filter(({ kind }) => kind === "too big").length;
  const copies = came.filter((each) => each.kind === "ipip" && each.inner.payload.kind === "too big").length;
  // Whoever gets one that is not for it says so, and does so too where it passes it on.
  const stray = run.trace.filter((entry) => entry.kind === "note" && /ICMP error/.test(entry.text)).length;
  return {
    run,
    downloads: clients,
    complete: downloaders.filter((each) => stateOf(run, each).outcome === "complete").length,
    errors,
    errorsForTheRightServer: errors + copies - stray,
  };
}
