// A conversation and a route that moves, as motions: DNS, TCP and QUIC with what each machine holds, drawn at the machine.
import type { Trace, TraceEntry } from "anycast-kit/traffic";
import { trafficMotion, type HeldNow, type Motion } from "../../motion/index.js";
import { routeChange, type RouteChangeOptions } from "../route-change.js";
import { counted, isReset } from "./counted.js";

export interface MovedConnectionOptions extends Omit<RouteChangeOptions, "protocol"> {
  /** Protocols to choose from. Defaults to TCP, DNS and QUIC. */
  readonly protocols?: readonly RouteChangeOptions["protocol"][];
}

/**
 * The data of a player: one motion for each protocol.
 * @example explore("player", movedConnection({ protocols: ["tcp"] }))
 * @throws TrafficError for invalid times
 */
export function movedConnection({ protocols = ["tcp", "dns", "quic"], ...change }: MovedConnectionOptions = {}) {
  return {
    choice: { label: "Protocol", options: protocols.map((name) => name.toUpperCase()) },
    motions: protocols.map((protocol) => motionOf({ ...change, protocol })),
  };
}

/** The cures of lesson 4 that a player shows, by name. */
const CURES = {
  "no cure": { protocol: "tcp" },
  resume: { protocol: "tcp", onBreak: "resume" },
  "forward to the owner": { protocol: "tcp", cure: "forward to the owner" },
  "discover, then unicast": { protocol: "tcp", cure: "discover, then unicast" },
  "QUIC, preferred address": { protocol: "quic", preferredAddress: true },
} as const satisfies Readonly<Record<string, RouteChangeOptions>>;

/**
 * The data of a player: the same route change and the same download, with one cure after the other.
 * @example explore("player", curedConnection())
 * @throws TrafficError for invalid times
 */
export function curedConnection(change: Omit<RouteChangeOptions, "protocol" | "cure" | "onBreak" | "preferredAddress"> = {}) {
  const options = { fileBytes: 8000, untilMs: 1200, ...change };
  return {
    choice: { label: "Cure", options: Object.keys(CURES) },
    motions: Object.entries(CURES).map(([name, cure]) => {
      const motion = motionOf({ ...options, ...cure });
      return { ...motion, title: `The route moves from A to B at ${options.movesAtMs ?? 450} ms: ${name}` };
    }),
  };
} // prettier-ignore

/** A packet that B forwards travels to A in one piece: the router between them stands at the client in these pictures. */
function withTunnel(motion: Motion, trace: Trace): Motion {
  const hopOf = (entry: number) => trace[entry] as Extract<TraceEntry, { kind: "hop" }>;
  const tunnelled = motion.moves.filter(({ label }) => label.startsWith("forwarded: "));
  const moves = motion.moves.flatMap((move) => {
    if (!tunnelled.includes(move)) return [move];
    const parts = tunnelled.filter(({ entry }) => hopOf(entry).packet === hopOf(move.entry).packet);
    if (parts[0] !== move) return [];
    const last = parts[parts.length - 1];
    return [{ ...move, to: last.to, endMs: last.endMs, site: "B" }];
  });
  return { ...motion, moves };
}

function motionOf(options: RouteChangeOptions): Motion {
  const { protocol, movesAtMs = 450, cure } = options;
  const forwards = cure === "forward to the owner";
  const { trace } = routeChange(options).run;
  const name = protocol.toUpperCase();
  const empty = protocol === "dns" ? ["keeps nothing"] : ["no connection"];
  const motion = trafficMotion({
    trace,
    title: movesAtMs === Infinity ? `${name}: the route does not move` : `${name}: the route moves from A to B at ${movesAtMs} ms`, // prettier-ignore
    stage: {
      kind: "rows",
      rows: [[{ name: "A" }, { name: "B" }], [{ name: "client", role: "client" }]],
      links: [["client", "A"], ["client", "B"], ...(forwards ? [["B", "A"] as [string, string]] : [])],
      lines: 2,
    },
    places: { router: "client" },
    heldAtStart: { A: empty, B: empty, client: ["idle", "route to A"] },
    holds: stateAfter(),
    counters: [
      counted(trace, "packets from A", (entry) => entry.kind === "sent" && entry.at === "A", { site: "A" }),
      counted(trace, "packets from B", (entry) => entry.kind === "sent" && entry.at === "B", { site: "B" }),
      protocol === "quic"
        ? counted(trace, "resets ignored", (entry) => entry.kind === "note" && entry.text.startsWith("ignores a reset"))
        : counted(trace, "resets", isReset, { isLoss: true }),
    ],
  });
  return forwards ? withTunnel(motion, trace) : motion;
}

/** What a machine holds: a site the connection of its own last segment, the client its state and its route. */
function stateAfter(): (entry: TraceEntry) => HeldNow | undefined {
  const first = new Map<string, number>();
  let [state, route] = ["idle", "route to A"];
  const client = (): HeldNow => ({ at: "client", lines: [state, route], ...(state === "broken" && { tone: "bad" }) });
  return (entry) => {
    if (entry.kind === "change") {
      route = entry.label.replace(/^the route moves (back )?/, "route ");
      return client();
    }
    if (entry.kind === "state" && entry.at === "client") {
      state = entry.label;
      return client();
    }
    if (entry.kind !== "sent" || !/^[AB]$/.test(entry.at)) return undefined;
    const { dst, dstPort, payload } = entry.packet;
    if (isReset(entry)) return { at: entry.at, lines: ["no such connection"], tone: "bad" };
    if (payload.kind === "tcp") {
      if (payload.syn) first.set(entry.at, payload.seq);
      const next =
        payload.seq - (first.get(entry.at) ?? payload.seq) + payload.data.length + (payload.syn || payload.fin ? 1 : 0);
      return { at: entry.at, lines: [`${dst}:${dstPort}`, `next byte ${next}`] };
    }
    if (payload.kind !== "quic") return undefined;
    const next = payload.stream ? payload.stream.offset + payload.stream.data.length : 0;
    return { at: entry.at, lines: [`connection ${payload.dcid.slice(0, 8)}`, `next byte ${next}`] };
  };
}
