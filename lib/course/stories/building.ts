// One building: two layer-4 balancers, servers A to F behind one address, 120 downloads. In their middle servers join or drain, and
// a balancer may fail. Each method is run packet by packet, to see which old flows it keeps.
import {
  daisyChainTable,
  fabric,
  fileServer,
  handsOn,
  type Host,
  knowsConnection,
  l4Balancer,
  modulo,
  plainTable,
  rendezvous,
  type Run,
  secondChanceTable,
  type ServerTable,
  simulate,
  tcpClient,
  type TcpClientState,
  tcpServer,
} from "anycast-kit/traffic";
import { SHARED } from "./moved-route.js";

export const BUILDING_METHODS = ["modulo", "rendezvous", "rendezvous and a flow table", "second chance", "daisy chaining"] as const; // prettier-ignore
export type BuildingMethod = (typeof BUILDING_METHODS)[number];

export const BUILDING_EVENTS = ["nothing", "G joins", "G and H join together", "G joins, then H", "F drains", "G joins and LB1 fails"] as const; // prettier-ignore
export type BuildingEvent = (typeof BUILDING_EVENTS)[number];

export interface BuildingOptions {
  readonly method: BuildingMethod;
  readonly event: BuildingEvent;
  /** Defaults to 120. */
  readonly downloads?: number;
}

export interface BuildingFlow {
  readonly client: string;
  /** The balancer and the server that accepted the connection. */
  readonly balancer: string;
  readonly server: string;
  /** The servers that a later packet visits, in order: first choice, then whom it forwards to. */
  readonly visits: readonly string[];
  /** The balancer that a later packet reaches. */
  readonly nowBalancer: string;
  readonly isComplete: boolean;
}

export interface BuildingStory {
  readonly run: Run;
  readonly flows: readonly BuildingFlow[];
  readonly complete: number;
}

/** Of the clients. With it 120 of them come close to the expected shares: of servers, of balancers, and of flows that each change breaks. */
const PORT = 40_010;
const START = [..."ABCDEF"];
const [FIRST_MS, SECOND_MS, LINK_MS] = [450, 550, 1];
const own = (name: string) => `198.51.100.${"ABCDEFGH".indexOf(name) + 1}`;
const BALANCERS = { LB1: "198.51.100.101", LB2: "198.51.100.102" } as const;

/** @example building({ method: "modulo", event: "G joins" }).complete < 60 // true */
export function building({ method, event, downloads = 120 }: BuildingOptions): BuildingStory {
  const servers = [..."ABCDEFGH"];
  const clients = Array.from({ length: downloads }, (_, i) => ({ name: `client ${i + 1}`, address: `203.0.113.${i + 1}` })); // prettier-ignore
  const unique = Object.fromEntries(
    [...servers.map((name) => [name, own(name)]), ...Object.entries(BALANCERS)].map(([name, address]) => [name, { address, leaf: "leaf" }]),
  ); // prettier-ignore
  const tables = tablesOf(method, event);
  const addresses = Object.fromEntries(servers.map((name) => [name, own(name)]));
  const remembers = method === "rendezvous and a flow table";
  const hosts: Host[] = [
    ...clients.map(({ name, address }): Host => ({ name, role: "client", node: "internet", program: tcpClient({ address, port: PORT, to: { address: SHARED, port: 80 } }) })),
    ...Object.entries(BALANCERS).map(([name, address]): Host => ({ name, role: "balancer", node: "leaf", program: l4Balancer({ address, servers: addresses, tables, flowTable: remembers }) })),
    ...servers.map((name): Host => ({ name, role: "site", node: "leaf", program: handsOn({ program: serverOf(name), address: own(name), knows: knowsConnection }) })),
  ]; // prettier-ignore
  const fails = event === "G joins and LB1 fails";
  const network = fabric({
    address: SHARED,
    leaves: { leaf: Object.keys(BALANCERS) },
    unique,
    clients: Object.fromEntries(clients.map(({ name, address }) => [name, { address, delayMs: 10 }])),
    changes: fails ? [{ atMs: FIRST_MS, label: "LB1 fails", leaves: { leaf: ["LB2"] } }] : [],
  });
  const run = simulate({ network, hosts });
  const visited = visitsOf(run);
  const flows = clients.map(({ name }): BuildingFlow => {
    const state = run.states.get(name) as TcpClientState;
    const isBalancer = (host: string) => host in BALANCERS;
    const before = visited.get(name)!.filter(({ atMs }) => atMs < FIRST_MS);
    const server = before.find(({ host }) => !isBalancer(host))!.host;
    const isComplete = state.outcome === "complete";
    const packets = packetsSince(visited.get(name)!, isComplete ? SECOND_MS + LINK_MS : FIRST_MS);
    // Of a broken flow the first packet that misses its server, of the others the first after the changes.
    const told =
      packets.find((hosts) => isComplete || !hosts.includes(server)) ?? before.slice(0, 2).map(({ host }) => host);
    return {
      client: name,
      balancer: before.find(({ host }) => isBalancer(host))!.host,
      server,
      nowBalancer: told.find(isBalancer)!,
      visits: told.filter((host) => !isBalancer(host)),
      isComplete,
    };
  });
  return { run, flows, complete: flows.filter(({ isComplete }) => isComplete).length };
}

/** A kilobyte every 0.1 s, so that all downloads are in progress when the building changes. */
const serverOf = (identity: string) =>
  tcpServer({ identity, respond: fileServer(8000), drip: { bytes: 1000, everyMs: 100 } });

function tablesOf(method: BuildingMethod, event: BuildingEvent): { fromMs: number; table: ServerTable }[] {
  const together = [...START, "G", "H"];
  const steps: readonly (readonly string[])[] =
    event === "G and H join together"
      ? [together]
      : event === "G joins, then H"
        ? [[...START, "G"], together]
        : event === "F drains"
          ? [START.slice(0, -1)]
          : event === "nothing"
            ? []
            : [[...START, "G"]];
  let now = tableOf(method, START);
  const tables = [{ fromMs: 0, table: now }];
  steps.forEach((members, i) => {
    const drains = event === "F drains" ? "F" : undefined;
    now = tableOf(method, members, now, drains);
    tables.push({ fromMs: i === 0 ? FIRST_MS : SECOND_MS, table: now });
  });
  return tables;
}

function tableOf(
  method: BuildingMethod,
  members: readonly string[],
  before?: ServerTable,
  drains?: string,
): ServerTable {
  if (method === "modulo") return plainTable(modulo(members));
  if (method === "second chance") {
    const active = Object.fromEntries(members.map((name) => [name, "active" as const]));
    return secondChanceTable(drains ? { ...active, [drains]: "draining" } : active);
  }
  if (method === "daisy chaining" && before) return daisyChainTable(before, rendezvous(members));
  return plainTable(rendezvous(members));
}

interface Visit {
  readonly host: string;
  readonly atMs: number;
  /** The client's packet that arrives, alone or inside others. */
  readonly id: number;
}

/** The hosts that each packet visits, for the packets that arrive from an instant on. */
function packetsSince(visits: readonly Visit[], ms: number): string[][] {
  const late = visits.filter(({ atMs }) => atMs >= ms);
  const ids = [...new Set(late.map(({ id }) => id))];
  return ids.map((each) => late.filter(({ id }) => id === each).map(({ host }) => host));
}

/** For each client, where its packets arrive inside the building. */
function visitsOf({ trace }: Run): ReadonlyMap<string, Visit[]> {
  const clientOf = new Map<string, string>();
  const visits = new Map<string, Visit[]>();
  for (const entry of trace) {
    if (entry.kind === "sent" && entry.at.startsWith("client ")) {
      clientOf.set(entry.packet.src, entry.at);
      if (!visits.has(entry.at)) visits.set(entry.at, []);
    }
    if (entry.kind !== "received" || entry.at.startsWith("client ")) continue;
    const { payload } = entry.packet;
    const inner = payload.kind === "ipip" ? payload.inner : entry.packet;
    const client = clientOf.get(inner.src);
    if (client) visits.get(client)!.push({ host: entry.at, atMs: entry.atMs, id: inner.id });
  }
  return visits;
}
