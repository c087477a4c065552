// A layer-4 load balancer: it receives packets to the shared address, chooses a server by the flow's hash, and forwards them
// inside another packet (RFC 2003). Servers answer the client directly. Its flow table keeps earlier choices that the hash
// would now make differently.
import { describePacket } from "../describe.js";
import { encapsulate } from "../between/index.js";
import { note, send, setTimer, type Program, type Reaction } from "../endpoint.js";
import { checkTime, TrafficError } from "../error.js";
import { hashedFields, hash32, type HashPolicy } from "../ecmp/index.js";
import { flowText, reversed, type FlowKey, type Packet } from "../packet.js";
import type { ServerTable } from "./table.js";

export interface BalancerOptions {
  /** Its own unicast address: the outer source. */
  readonly address: string;
  /** Server -> unicast address: the outer destinations. */
  readonly servers: Readonly<Record<string, string>>;
  /** Its tables, each valid from an instant on; the first from 0. All balancers of a site have the same tables. */
  readonly tables: readonly { readonly fromMs: number; readonly table: ServerTable }[];
  /** Whether it has a flow table. Defaults to true. */
  readonly flowTable?: boolean;
  /** Idle timeout of a flow, ms. Defaults to 350 s, as in AWS's NLB. */
  readonly idleMs?: number;
  /** Defaults to the 5-tuple; for an ICMP error, that of the packet it is about. */
  readonly hash?: HashPolicy;
  /** What it does with ICMP errors: as its hash says, or a copy to every server. Defaults to "hash". */
  readonly icmpErrors?: "hash" | "broadcast";
  /** Sends a QUIC packet to the server that its connection ID names, as QUIC-LB does. Defaults to false. */
  readonly readsConnectionIds?: boolean;
}

export interface BalancerState {
  /** Flow -> server, and the time of its last packet. */
  readonly flows: ReadonlyMap<string, { readonly server: string; readonly lastMs: number }>;
  readonly forwarded: number;
}

/**
 * A layer-4 load balancer: it chooses a server by the flow's hash and forwards the packet inside another (RFC 2003).
 * @example l4Balancer({ address: "192.0.2.53", servers: { A: "198.51.100.1" }, tables: [{ fromMs: 0, table: plainTable(modulo(["A"])) }] }).initial.forwarded // 0
 * @throws TrafficError for no table, a server without an address, or an invalid time
 */
export function l4Balancer(options: BalancerOptions): Program<BalancerState> {
  const { address, servers, flowTable = true, idleMs = 350_000, icmpErrors = "hash" } = options;
  const tables = [...options.tables].sort((a, b) => a.fromMs - b.fromMs);
  const { hash = { fields: "5-tuple", icmpErrors: "embedded" } } = options;
  if (tables.length === 0 || tables[0].fromMs !== 0)
    throw new TrafficError("A balancer must have a table from 0 ms on.");
  for (const { fromMs, table } of tables) {
    checkTime(fromMs, "A balancer's table");
    for (const name of table.servers)
      if (!Object.hasOwn(servers, name))
        throw new TrafficError(`A balancer's table has server ${name}, but "servers" has no address for it. Add one.`);
  }
  checkTime(idleMs, "idleMs");
  const tableAt = (nowMs: number) => tables.reduce((now, each) => (each.fromMs <= nowMs ? each : now)).table;
  const wrap = (packet: Packet, chain: readonly string[]) =>
    send(
      encapsulate(
        address,
        packet,
        chain.map((name) => servers[name]),
      ),
    );

  function balance(state: BalancerState, packet: Packet, nowMs: number): Reaction<BalancerState> {
    if (packet.dst === address)
      return { state, actions: [note(`hears of its own tunnel: ${describePacket(packet)}`, "bad")] };
    const table = tableAt(nowMs);
    if ("about" in packet.payload && icmpErrors === "broadcast") {
      const actions = table.servers.map((name) => wrap(packet, [name]));
      return { state: { ...state, forwarded: state.forwarded + actions.length }, actions };
    }
    const flow = flowText(hash.icmpErrors === "embedded" ? flowOf(packet) : packet);
    const known = state.flows.get(flow);
    const remembered = known && nowMs - known.lastMs < idleMs ? known.server : undefined;
    const named = options.readsConnectionIds ? serverNamedIn(packet, servers) : undefined;
    const byTable = table.chain(hash32(hashedFields(packet, hash), hash.seed));
    const server = named ?? remembered;
    const chain = server === undefined ? byTable : [server];
    const forwarded = state.forwarded + 1;
    if (!flowTable || "about" in packet.payload)
      return { state: { ...state, forwarded }, actions: [wrap(packet, chain)] };
    const flows = new Map(state.flows).set(flow, { server: chain[0], lastMs: nowMs });
    return { state: { flows, forwarded }, actions: [wrap(packet, chain)] };
  }
  return {
    initial: { flows: new Map(), forwarded: 0 },
    step(state, input, nowMs) {
      if (input.kind === "start")
        return { state, actions: tables.slice(1).map(({ fromMs }, i) => setTimer(`table ${i + 1}`, fromMs)) };
      if (input.kind === "timer") return { state, actions: [note("has a new table")] };
      return input.kind === "packet" ? balance(state, input.packet, nowMs) : { state };
    },
  };
}

/** The flow that a packet, or the packet that an error is about, belongs to, from the client's side. */
const flowOf = (packet: Packet): FlowKey => ("about" in packet.payload ? reversed(packet.payload.about) : packet);

/** The server that a connection ID names before its dot; undefined if the client chose the ID. */
function serverNamedIn({ payload }: Packet, servers: BalancerOptions["servers"]): string | undefined {
  const name = payload.kind === "quic" ? payload.dcid.split(".")[0] : "";
  return Object.hasOwn(servers, name) ? name : undefined;
}
