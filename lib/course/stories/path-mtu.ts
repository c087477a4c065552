// Path MTU discovery towards an anycast address, ready to run: large answers do not fit the clients' links, the router reports
// this to the shared address, and the message reaches one of N servers, not necessarily the right one. Four countermeasures.
import {
  fileServer,
  type Host,
  type Program,
  rebroadcastsErrors,
  checkMtu,
  TrafficError,
  oneRouter,
  simulate,
  stateOf,
  type Run,
  tcpClient,
  knowsConnection,
  tcpServer,
} from "anycast-kit/traffic";

/** "none", or what operators do: announce a smaller MSS; probe (RFC 4821); pass the message to all; hash the header inside it. */
export const MTU_CURES = ["none", "clamp the MSS", "probe", "pass on to all", "hash the embedded header"] as const;
export type MtuCure = (typeof MTU_CURES)[number];

export interface PathMtuOptions {
  readonly cure: MtuCure;
  /** Servers behind the shared address. Defaults to 16. */
  readonly servers?: number;
  /** Clients, each with one download. Defaults to 48. */
  readonly clients?: number;
  /** The MTU of the clients' links, bytes. Defaults to 1400. */
  readonly mtu?: number;
  /** Only this client's download, counted from 1, with the same result as among the others. */
  readonly only?: number;
}

export interface PathMtuStory {
  readonly run: Run;
  readonly downloads: number;
  readonly complete: number;
  /** "Too big" messages that reached a server, and the number that reached the right one, directly or forwarded. */
  readonly errors: number;
  readonly errorsForTheRightServer: number;
  /** The servers' names. */
  readonly servers: readonly string[];
  readonly each: readonly PathMtuDownload[];
}

export interface PathMtuDownload {
  readonly client: string;
  /** The server that the client's packets reach. */
  readonly server: string;
  readonly complete: boolean;
  /** The servers that received a "too big" message about this client, without duplicates. */
  readonly told: readonly string[];
}

const SHARED = "192.0.2.80";
const unique = (i: number) => `198.51.100.${i + 1}`;
const clientAddress = (i: number) => `203.0.113.${i + 1}`;

/** @throws TrafficError for invalid numbers */
export function pathMtu({ cure, servers = 16, clients = 48, mtu = 1400, only }: PathMtuOptions): PathMtuStory {
  checkMtu(mtu, "The clients' links");
  for (const [what, count] of Object.entries({ servers, clients }))
    if (!(Number.isInteger(count) && count >= 1 && count <= 250))
      throw new TrafficError(`${what}: expected an integer from 1 to 250, got ${count}.`);
  const sites = Array.from({ length: servers }, (_, i) => `S${i + 1}`);
  const everybody = Array.from({ length: clients }, (_, i) => ({ name: `client ${i + 1}`, address: clientAddress(i) }));
  const users = only === undefined ? everybody : everybody.filter((_, i) => i + 1 === only);
  if (users.length === 0) throw new TrafficError(`only: must be a client from 1 to ${clients} (got ${only}).`);
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
  const { heard, owners } = whoHeard(run, new Map(users.map(({ name, address }) => [address, name])));
  const each = downloaders.map((host): PathMtuDownload => {
    const about = heard.filter(({ client }) => client === host.name).flatMap(({ by }) => [...by]);
    const complete = stateOf(run, host).outcome === "complete";
    return { client: host.name, server: owners.get(host.name)!, complete, told: [...new Set(about)] };
  });
  return {
    run,
    downloads: each.length,
    complete: each.filter(({ complete }) => complete).length,
    errors: heard.length,
    errorsForTheRightServer: heard.filter(({ client, by }) => by.has(owners.get(client)!)).length,
    servers: sites,
    each,
  };
}

/** For each message the servers that received it, directly or forwarded; for each client the server that its packets reach. */
function whoHeard({ trace }: Run, names: ReadonlyMap<string, string>) {
  const messages = new Map<number, { readonly client: string; readonly by: Set<string> }>();
  const owners = new Map<string, string>();
  for (const entry of trace) {
    if (entry.kind !== "received") continue;
    const { at } = entry;
    const packet = entry.packet.payload.kind === "ipip" ? entry.packet.payload.inner : entry.packet;
    const sender = names.get(packet.src);
    if (sender !== undefined && !owners.has(sender)) owners.set(sender, at);
    if (packet.payload.kind !== "too big") continue;
    const known = messages.get(packet.id) ?? { client: names.get(packet.payload.about.dst)!, by: new Set<string>() };
    known.by.add(at);
    messages.set(packet.id, known);
  }
  return { heard: [...messages.values()], owners };
}
