// A trace as a ladder diagram: time downwards, a rail for each machine, a rung for each packet between two of them.
// Data only; figures draw it. By default routers are left out, so that a rung goes from host to host.
import type { Packet } from "./packet.js";
import { rungLabel, timerText } from "./describe.js";
import type { Trace, TraceEntry } from "./trace.js";

export interface Ladder {
  /** The rails, from left to right. */
  readonly rails: readonly { readonly name: string; readonly role: "client" | "router" | "balancer" | "site" }[];
  /** By time of sending. */
  readonly rungs: readonly Rung[];
  /** An event at one rail, or at all rails if `rail` is absent. */
  readonly remarks: readonly Remark[];
  readonly endedMs: number;
}

export interface Rung {
  /** When it was sent, and when it arrived or was lost, ms. */
  readonly at: number;
  readonly until: number;
  readonly from: string;
  /** The rail it reached; absent if it was lost between two rails. */
  readonly to?: string;
  /** Such as "SYN", "query www.example", "RST". */
  readonly label: string;
  /** Its kind in the figure: request or data, answer, reset, reset that its receiver ignores, error report, lost. */
  readonly kind: "data" | "reset" | "ignored" | "error" | "lost";
  /** Why it was lost. */
  readonly why?: string;
  /** The packet's number in the trace. */
  readonly packet: number;
}

export interface Remark {
  readonly at: number;
  readonly rail?: string;
  readonly label: string;
  readonly kind: "change" | "state" | "timer" | "note";
  readonly tone?: "good" | "bad";
}

export interface LadderOptions {
  readonly trace: Trace;
  /** The rails in order, from left to right: hosts, and routers to show. */
  readonly rails: Ladder["rails"];
  /** Only events in this interval, ms. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/**
 * The picture of a trace, or of a part of it. Packets that begin or end where no rail is are left out.
 * @example ladder({ trace: run.trace, rails: [{ name: "client", role: "client" }, { name: "A", role: "site" }] }).rungs.length // 2
 */
export function ladder({ trace, rails, fromMs = 0, toMs = Infinity }: LadderOptions): Ladder {
  const isRail = new Set(rails.map(({ name }) => name));
  const shown = trace.filter(({ atMs }) => atMs <= toMs);
  const rungs: Rung[] = [];
  const ignoring = new Set(shown.flatMap((entry) => (entry.kind === "note" && entry.text.startsWith("ignores a reset") ? [`${entry.at} ${entry.atMs}`] : []))); // prettier-ignore
  /** The last rail and time of each packet. */
  const seen = new Map<number, { packet: Packet; from: string; at: number }>();
  const rung = (id: number, until: number, end: { to: string } | { why: string }) => {
    const { packet, from, at } = seen.get(id)!;
    const isIgnored = "to" in end && ignoring.has(`${end.to} ${until}`);
    const kind = "why" in end ? "lost" : kindOf(packet) === "reset" && isIgnored ? "ignored" : kindOf(packet);
    rungs.push({ at, until, from, ...end, label: rungLabel(packet), kind, packet: id });
  };
  for (const entry of shown) {
    if (entry.kind === "sent") {
      // Fragments are created at a router; if it has no rail, they start where the whole packet started.
      const whole = entry.about !== undefined && entry.packet.fragment ? seen.get(entry.about) : undefined;
      const from = isRail.has(entry.at) ? entry.at : (whole?.from ?? entry.at);
      seen.set(entry.packet.id, { packet: entry.packet, from, at: entry.atMs });
    } else if (entry.kind === "received") rung(entry.packet.id, entry.atMs, { to: entry.at });
    else if (entry.kind === "dropped") {
      const at = entry.at === seen.get(entry.packet.id)!.from ? {} : isRail.has(entry.at) ? { to: entry.at } : {};
      rung(entry.packet.id, entry.atMs, { ...at, why: entry.why });
    } else if (entry.kind === "hop" && isRail.has(entry.from) && seen.get(entry.packet)!.from !== entry.from) {
      rung(entry.packet, entry.atMs, { to: entry.from });
      seen.set(entry.packet, { ...seen.get(entry.packet)!, from: entry.from, at: entry.atMs });
    }
  }
  const remarks = shown.flatMap((entry) => remarkOf(entry));
  return {
    rails,
    rungs: rungs
      .filter(({ from, to, until }) => until >= fromMs && isRail.has(from) && (to === undefined || isRail.has(to)))
      .sort((a, b) => a.at - b.at || a.packet - b.packet),
    remarks: remarks.filter(({ at, rail }) => at >= fromMs && (rail === undefined || isRail.has(rail))),
    endedMs: shown.length > 0 ? shown[shown.length - 1].atMs : 0,
  };
}

function kindOf({ payload }: Packet): Rung["kind"] {
  if (payload.kind === "too big") return "error";
  if (payload.kind === "ipip") return kindOf(payload.inner);
  return isReset(payload) ? "reset" : "data";
}

const isReset = (payload: Packet["payload"]) =>
  (payload.kind === "tcp" && payload.rst === true) || (payload.kind === "quic" && payload.type === "stateless reset");

function remarkOf(entry: TraceEntry): Remark[] {
  const { atMs: at } = entry;
  switch (entry.kind) {
    case "change":
      return [{ at, label: entry.label, kind: "change" }];
    case "state":
      return [{ at, rail: entry.at, label: entry.label, kind: "state" }];
    case "timer":
      return [{ at, rail: entry.at, label: `${timerText(entry.timer)} expires`, kind: "timer" }];
    case "note":
      return [{ at, rail: entry.at, label: entry.text, kind: "note", ...(entry.tone && { tone: entry.tone }) }];
    default:
      return [];
  }
}
