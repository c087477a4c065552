// A trace stepped through, forwards and back: what is so after its first entries. Nothing is run again; every scene is looked up.
import type { Packet } from "./packet.js";
import type { Trace, TraceEntry } from "./trace.js";

export interface Scene {
  /** How many entries have happened, 0 to the trace's length. */
  readonly step: number;
  readonly atMs: number;
  /** What happened last. */
  readonly entry?: TraceEntry;
  /** Packets on their way, by number, with the link they are on. */
  readonly flying: readonly Flying[];
  /** Each host's state, for hosts that tell. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Flying {
  readonly packet: Packet;
  readonly from: string;
  /** The node it travels to, and when it left and will be there; absent where it was sent this instant. */
  readonly to?: string;
  readonly leftMs: number;
  readonly untilMs: number;
}

/** The scene after the first `step` entries; kept within the trace. */
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

/** The next scene in which something else than a hop happened; or the previous one. */
export function turnScene(trace: Trace, { step }: Scene, direction: "forward" | "back"): Scene {
  const by = direction === "forward" ? 1 : -1;
  let at = step + by;
  while (at > 0 && at < trace.length && trace[at - 1].kind === "hop") at += by;
  return sceneAt(trace, at);
}
