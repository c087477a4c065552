// A server leaves a data centre, as motions: connections through edge, spines and leaves, and a hash at each. Under some schemes
// connections to healthy servers move as well, and are reset.
import { isSiteLetter } from "anycast-kit/figures";
import { fabric, fileServer, hashThreshold, simulate, tcpClient, tcpServer, type FabricOptions, type Host, type Trace, type TraceEntry } from "anycast-kit/traffic"; // prettier-ignore
import { trafficMotion, type HeldNow, type Motion } from "../../motion/index.js";
import { SHARED } from "../moved-route.js";
import { counted } from "./counted.js";

export interface ServerLeavesOptions {
  /** Label -> the scheme of every router. Defaults to hash-threshold and resilient buckets. */
  readonly schemes?: Readonly<Record<string, FabricOptions["balancing"]>>;
  /** Connections. Defaults to 8. */
  readonly flows?: number;
  /** The server that leaves. Defaults to F. */
  readonly leaves?: string;
  /** When it leaves, ms. Defaults to 300. */
  readonly atMs?: number;
}

const RACKS: Readonly<Record<string, readonly string[]>> = {
  "leaf 1": ["A", "B", "C", "D"],
  "leaf 2": ["E", "F", "G", "H"],
};
const SPINES = ["spine 1", "spine 2"];

/**
 * The data of a player: one motion for each scheme.
 * @example explore("player", serverLeaves())
 * @throws TrafficError for an invalid time or scheme
 */
export function serverLeaves(options: ServerLeavesOptions = {}) {
  const { schemes = { "hash-threshold": hashThreshold, "resilient buckets": { buckets: 64 } } } = options;
  return {
    pace: "steps" as const,
    choice: { label: "Routers choose by", options: Object.keys(schemes) },
    motions: Object.entries(schemes).map(([name, balancing]) => motionOf(options, name, balancing)),
  };
}

function motionOf(options: ServerLeavesOptions, name: string, balancing: FabricOptions["balancing"]): Motion {
  const { flows = 8, leaves = "F", atMs = 300 } = options;
  const clients = Array.from({ length: flows }, (_, i) => ({
    name: `user ${i + 1}`,
    address: `203.0.113.${7 * i + 5}`,
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
  const label = `server ${leaves} leaves the group`;
  const { trace } = simulate({
    network: fabric({
      address: SHARED,
      leaves: RACKS,
      changes: [{ atMs, label, leaves: after }],
      ...(balancing && { balancing }),
      clients: Object.fromEntries(clients.map(({ name: user, address }) => [user, { address, delayMs: 5 }])),
    }),
    hosts,
    untilMs: 1200,
  });
  return trafficMotion({
    trace,
    title: `Server ${leaves} leaves: ${name}`,
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
}

/** A server holds as many connections as it has accepted. */
function stateAfter(label: string, leaves: string): (entry: TraceEntry) => HeldNow | undefined {
  const held = new Map<string, number>();
  return (entry) => {
    if (entry.kind === "change")
      return entry.label === label ? { at: leaves, lines: ["gone"], tone: "bad" } : undefined;
    if (entry.kind !== "sent" || entry.packet.payload.kind !== "tcp" || !isSiteLetter(entry.at)) return undefined;
    const { syn, rst } = entry.packet.payload;
    if (rst) return { at: entry.at, lines: ["RST"], tone: "bad" };
    if (!syn) return undefined;
    held.set(entry.at, (held.get(entry.at) ?? 0) + 1);
    return { at: entry.at, lines: [`${held.get(entry.at)!} conn.`] };
  };
}

/** The server that had accepted the connection which this entry resets; undefined for any other entry. */
function resetOf(trace: Trace, entry: TraceEntry): string | undefined {
  if (entry.kind !== "sent" || entry.packet.payload.kind !== "tcp" || !entry.packet.payload.rst) return undefined;
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
