// Steps through a trace, forwards and back: the state after its first entries. Nothing is run again; every scene is a look-up.
import type { Packet } from "./packet.js";
import type { Trace, TraceEntry } from "./trace.js";

export interface Scene {
  /** Number of entries so far, 0 to the trace's length. */
  readonly step: number;
  readonly atMs: number;
  /** The last entry. */
  readonly entry?: TraceEntry;
  /** Packets in flight, by number, with their link. */
  readonly flying: readonly Flying[];
  /** Each host's state, if it has a description. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Flying {
  readonly packet: Packet;
  readonly from: string;
  /** The next node, and the times of departure and arrival; absent if the packet was sent at this instant. */
  readonly to?: string;
  readonly leftMs: number;
  readonly untilMs: number;
}

/**
 * The scene after the first `step` entries; clamped to the trace.
 * @example sceneAt(trace, 2).flying.length // 1
 */
export function sceneAt(trace: Trace, step: number): Scene {
  const kept = Math.min(Math.max(Math.trunc(step) || 0, 0), trace.length);
  const flying = new Map<number, Flying>();
  const labels: Record<string, string> = {};
  for (const entry of trace.slice(0, kept)) {
    if (entry.kind === "sent")
      flying.set(entry.packet.id, { packet: entry.packet, from: entry.at, leftMs: entry.atMs, untilMs: entry.atMs });
    else if (entry.kind === "hop") {
      const { from, to, atMs, untilMs } = entry;
      flying.set(entry.packet, { packet: flying.get(entry.packet)!.packet, from, to, leftMs: atMs, untilMs });
    } else if ("packet" in entry) flying.delete(entry.packet.id);
    else if (entry.kind === "state") labels[entry.at] = entry.label;
  }
  const last = trace[kept - 1];
  const scene = { step: kept, atMs: last?.atMs ?? 0, flying: [...flying.values()], labels };
  return last ? { ...scene, entry: last } : scene;
}

/**
 * The next, or previous, scene with an entry other than a hop.
 * @example turnScene(trace, sceneAt(trace, 0), "forward").entry.kind // "timer"
 */
export function turnScene(trace: Trace, { step }: Scene, direction: "forward" | "back"): Scene {
  const by = direction === "forward" ? 1 : -1;
  let at = step + by;
  while (at > 0 && at < trace.length && trace[at - 1].kind === "hop") at += by;
  return sceneAt(trace, at);
}
