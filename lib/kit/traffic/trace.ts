// The entries of a run: plain data that figures draw, tests check and readers step through.
import type { Packet } from "./packet.js";

export type TraceEntry = { readonly atMs: number } &
  /** A packet is created: at a host, or at a router that reports an error or fragments a packet. */
  (
    | { readonly kind: "sent"; readonly packet: Packet; readonly at: string; readonly about?: number }
    /** It leaves one node for the next, where it will be at `untilMs`. */
    | {
        readonly kind: "hop";
        readonly packet: number;
        readonly from: string;
        readonly to: string;
        readonly untilMs: number;
      }
    | { readonly kind: "received"; readonly packet: Packet; readonly at: string }
    | { readonly kind: "dropped"; readonly packet: Packet; readonly at: string; readonly why: string }
    /** It goes on as fragments. */
    | { readonly kind: "split"; readonly packet: Packet; readonly at: string; readonly into: number }
    /** A host's timer expired. */
    | { readonly kind: "timer"; readonly at: string; readonly timer: string }
    /** A host is now in this state. */
    | { readonly kind: "state"; readonly at: string; readonly label: string }
    | { readonly kind: "note"; readonly at: string; readonly text: string; readonly tone?: "good" | "bad" }
    /** An external event: a route changes, a host fails. */
    | { readonly kind: "change"; readonly label: string }
  );

export type Trace = readonly TraceEntry[];

/** How a packet ended. Every packet of a trace has one fate. */
export type PacketFate =
  | { readonly kind: "received"; readonly at: string; readonly atMs: number }
  | { readonly kind: "dropped"; readonly at: string; readonly atMs: number; readonly why: string }
  | { readonly kind: "split"; readonly at: string; readonly atMs: number }
  /** Still in flight at the end of the run. */
  | { readonly kind: "in flight" };

/**
 * The fate of every packet, by its number.
 * @example [...fatesOf(trace).values()].map(({ kind }) => kind) // ["received","received"]
 * @throws Error for a trace that creates or ends a packet twice, or ends an unknown one
 */
export function fatesOf(trace: Trace): ReadonlyMap<number, PacketFate> {
  const fates = new Map<number, PacketFate>();
  for (const entry of trace) {
    if (entry.kind === "sent") {
      if (fates.has(entry.packet.id)) throw new Error(`Packet ${entry.packet.id} is sent twice.`);
      fates.set(entry.packet.id, { kind: "in flight" });
    } else if (entry.kind === "received" || entry.kind === "dropped" || entry.kind === "split") {
      const { packet, ...fate } = entry;
      if (fates.get(packet.id)?.kind !== "in flight")
        throw new Error(`Packet ${packet.id} ends at ${entry.at} but was not in flight.`);
      fates.set(packet.id, fate);
    }
  }
  return fates;
}

export interface Counters {
  readonly sent: number;
  readonly received: number;
  readonly split: number;
  readonly inFlight: number;
  /** Packets dropped, by cause. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Packets received, by host. */
  readonly receivedBy: Readonly<Record<string, number>>;
  /** Timers that expired, by name without its number. */
  readonly timers: Readonly<Record<string, number>>;
}

/**
 * Counts the packets of a trace by their end, and the timers that expired.
 * @example countersOf(trace).receivedBy // { A: 1, client: 1 }
 */
export function countersOf(trace: Trace): Counters {
  const dropped: Record<string, number> = {};
  const receivedBy: Record<string, number> = {};
  const timers: Record<string, number> = {};
  const add = (to: Record<string, number>, key: string) => (to[key] = (to[key] ?? 0) + 1);
  let sent = 0;
  let split = 0;
  let received = 0;
  for (const entry of trace) {
    if (entry.kind === "sent") sent++;
    else if (entry.kind === "received") received++;
    else if (entry.kind === "split") split++;
    if (entry.kind === "received") add(receivedBy, entry.at);
    if (entry.kind === "dropped") add(dropped, entry.why);
    if (entry.kind === "timer") add(timers, entry.timer.replace(/ .*/, ""));
  }
  const lost = Object.values(dropped).reduce((sum, each) => sum + each, 0);
  return { sent, received, split, inFlight: sent - received - split - lost, dropped, receivedBy, timers };
}
