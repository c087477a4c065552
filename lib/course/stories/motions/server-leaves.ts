// A server leaves a data centre, as motions: connections through edge, spines and leaves, and a hash at each. Under some schemes
// connections to healthy servers move as well, and are reset.
import { isSiteLetter } from "anycast-kit/figures";
import { fabric, fileServer, modulo, rendezvous, simulate, tcpClient, tcpServer, type FabricOptions, type Host, type Trace, type TraceEntry } from "anycast-kit/traffic"; // prettier-ignore
import { trafficMotion, type HeldNow, type Motion, type Phase } from "../../motion/index.js";
import { SHARED } from "../moved-route.js";
import { carriesReset, counted, isReset } from "./counted.js";

export interface ServerLeavesOptions {
  /** Label -> the scheme of every router. Defaults to modulo and rendezvous. */
  readonly schemes?: Readonly<Record<string, FabricOptions["balancing"]>>;
  /** Connections. Defaults to 16: the users' addresses are such that every server has one, under both schemes. */
  readonly flows?: number;
  /** The server that fails. Defaults to A. */
  readonly leaves?: string;
  /** When it fails, ms. Defaults to 300. */
  readonly atMs?: number;
}

const RACKS: Readonly<Record<string, readonly string[]>> = {
  "leaf 1": ["A", "B", "C", "D"],
  "leaf 2": ["E", "F", "G", "H"],
};
const SPINES = ["spine 1", "spine 2"];
/** By then every user has been answered or reset; what follows only closes connections. */
const END_MS = 421;

/**
 * The data of a player: one motion for each scheme.
 * @example explore("player", serverLeaves())
 * @throws TrafficError for an invalid time or scheme
 */
export function serverLeaves(options: ServerLeavesOptions = {}) {
  const { schemes = { modulo, rendezvous } } = options;
  return {
    pace: "steps" as const,
    choice: { label: "Switches choose by", options: Object.keys(schemes) },
    motions: Object.entries(schemes).map(([name, balancing]) => motionOf(options, name, balancing)),
  };
}

function motionOf(options: ServerLeavesOptions, name: string, balancing: FabricOptions["balancing"]): Motion {
  const { flows = 16, leaves = "A", atMs = 300 } = options;
  const clients = Array.from({ length: flows }, (_, i) => ({
    name: `user ${i + 1}`,
    address: `203.0.113.${i + 10}`,
  }));
  const after = Object.fromEntries(
    Object.entries(RACKS).map(([leaf, below]) => [leaf, below.filter((each) => each !== leaves)]),
  );
  const servers = Object.values(RACKS).flat();
  const hosts = [
    ...clients.map(({ name: user, address }): Host => {
      const program = tcpClient({ address, to: { address: SHARED, port: 80 }, idleMs: 400 });
      return { name: user, role: "client", node: "internet", program };
    }),
    ...servers.map((server): Host => {
      const program = tcpServer({ identity: server, respond: fileServer(1000) });
      const leaf = Object.keys(RACKS).find((each) => RACKS[each].includes(server))!;
      return { name: server, role: "site", node: leaf, program };
    }),
  ];
  const label = `server ${leaves} fails`;
  const { trace } = simulate({
    network: fabric({
      address: SHARED,
      leaves: RACKS,
      changes: [{ atMs, label, leaves: after }],
      ...(balancing && { balancing }),
      clients: Object.fromEntries(clients.map(({ name: user, address }) => [user, { address, delayMs: 5 }])),
    }),
    hosts,
    untilMs: END_MS,
  });
  const motion = trafficMotion({
    trace,
    title: `Server ${leaves} fails: ${name}`,
    stage: {
      kind: "rows",
      rows: [
        clients.map(({ name: user }) => ({ name: user, role: "client" as const, label: user.slice(5) })),
        [{ name: "edge" }],
        SPINES.map((each) => ({ name: each })),
        Object.keys(RACKS).map((each) => ({ name: each })),
        servers.map((each) => ({ name: each })),
      ],
      links: [
        ...clients.map(({ name: user }) => [user, "edge"] as const),
        ...SPINES.flatMap((spine) => [
          ["edge", spine] as const,
          ...Object.keys(RACKS).map((leaf) => [spine, leaf] as const),
        ]),
        ...Object.entries(RACKS).flatMap(([leaf, below]) => below.map((server) => [leaf, server] as const)),
      ],
      lines: 1,
    },
    places: { internet: "edge" },
    names: Object.fromEntries(servers.map((each) => [each, `server ${each}`])),
    markOf: ({ src, dst }) => String(1 + clients.findIndex(({ address }) => address === src || address === dst)),
    holds: stateAfter(label, leaves),
    counters: [
      counted(trace, "answered", (entry) => entry.kind === "received" && !servers.includes(entry.at) && entry.packet.payload.kind === "tcp" && entry.packet.payload.data !== ""), // prettier-ignore
      counted(trace, `reset: their server was ${leaves}`, (entry) => resetOf(trace, entry) === leaves, {
        isLoss: true,
      }),
      counted(trace, "reset: their server is healthy", (entry) => ![undefined, leaves].includes(resetOf(trace, entry)), { isLoss: true }), // prettier-ignore
    ],
  });
  return { ...motion, phases: phasesOf(trace, { leaves, atMs, users: clients.map(({ name: user }) => user) }) };
}

/** What all users do at a time, and at the end who was reset. */
function phasesOf(
  trace: Trace,
  run: { readonly leaves: string; readonly atMs: number; readonly users: readonly string[] },
): Phase[] {
  const { leaves, atMs, users } = run;
  const [leaf, below] = Object.entries(RACKS).find(([, servers]) => servers.includes(leaves))!;
  const rest = below.filter((each) => each !== leaves).join(", ");
  const asks = trace.find(
    (entry) =>
      entry.kind === "sent" &&
      users.includes(entry.at) &&
      entry.packet.payload.kind === "tcp" &&
      entry.packet.payload.data !== "",
  );
  const resets = trace.filter(isReset);
  const hit = resets.filter((entry) => resetOf(trace, entry) !== leaves).length;
  const end = `${resets.length - hit} reset because their server failed, ${hit} reset by healthy servers that do not know them`;
  return [
    {
      atMs: 0,
      text: `${users.length} users open a connection each; the edge, a spine and a leaf choose by hash (below a server: its connections)`,
    },
    { atMs, text: `server ${leaves} fails; ${leaf} now hashes over ${rest}` },
    ...(asks ? [{ atMs: asks.atMs, text: "the users send their requests on the open connections" }] : []),
    ...(resets.length > 0 ? [{ atMs: resets[0].atMs, text: `connections of ${leaf}: ${end}` }] : []),
  ];
}

/** A server holds as many connections as it has accepted; a user whose connection was reset keeps a cross. */
function stateAfter(label: string, leaves: string): (entry: TraceEntry) => HeldNow | undefined {
  const held = new Map<string, number>();
  return (entry) => {
    if (entry.kind === "change") return entry.label === label ? { at: leaves, lines: ["✗"], tone: "bad" } : undefined;
    if (entry.kind === "received" && entry.at.startsWith("user ") && carriesReset(entry.packet))
      return { at: entry.at, lines: ["✗"], tone: "bad" };
    if (entry.kind !== "sent" || entry.packet.payload.kind !== "tcp" || !isSiteLetter(entry.at)) return undefined;
    const { syn, rst } = entry.packet.payload;
    if (rst) return { at: entry.at, lines: ["RST"], tone: "bad" };
    if (!syn) return undefined;
    held.set(entry.at, (held.get(entry.at) ?? 0) + 1);
    return { at: entry.at, lines: [String(held.get(entry.at))] };
  };
}

/** The server that had accepted the connection which this entry resets; undefined for any other entry. */
function resetOf(trace: Trace, entry: TraceEntry): string | undefined {
  if (entry.kind !== "sent" || !carriesReset(entry.packet)) return undefined;
  const { dst } = entry.packet;
  for (const each of trace)
    if (
      each.kind === "sent" &&
      each.packet.dst === dst &&
      each.packet.payload.kind === "tcp" &&
      each.packet.payload.syn
    )
      return each.at;
  return undefined;
}
