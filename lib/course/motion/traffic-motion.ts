// The motion of a run of the traffic simulator: a move for each hop between two places, an event for everything else.
import { isSiteLetter } from "anycast-kit/figures";
import { describePacket, timerText, type Packet, type Trace, type TraceEntry } from "anycast-kit/traffic";
import type { Counter, Held, Motion, MotionEvent, Move, MoveLook, StageOptions } from "./motion.js";

export interface TrafficMotionOptions {
  readonly trace: Trace;
  readonly title: string;
  readonly stage: StageOptions;
  /** Node or host -> its place on the stage. Defaults to a place of its own name. Hops within one place, or that take no time, are left out. */
  readonly places?: Readonly<Record<string, string>>;
  /** Place or host -> its name in sentences. Defaults to "site A" for a letter, else the host's name. */
  readonly names?: Readonly<Record<string, string>>;
  /** What a host or node holds after an entry; undefined for no change. Defaults to the labels of the hosts' states. */
  readonly holds?: (entry: TraceEntry) => HeldNow | undefined;
  /** What places hold at the start. */
  readonly heldAtStart?: Readonly<Record<string, readonly string[]>>;
  /** The mark in a packet's dot. Defaults to the letter of the site at either end of the hop, or else of the site that sent it. */
  readonly markOf?: (packet: Packet) => string | undefined;
  readonly counters?: readonly Counter[];
}

/** Timers that pace a host: what it then sends is an event of its own. */
const PACING = /^(connect|request|drip|lookup|TIME-WAIT|idle)\b/;

/** What a host holds now, as lines of text. */
export interface HeldNow {
  readonly at: string;
  readonly lines: readonly string[];
  readonly tone?: "good" | "bad";
}

/** @returns the motion; its moves and events refer to the trace's entries by number */
export function trafficMotion(options: TrafficMotionOptions): Motion {
  const { trace, title, stage, places = {}, names = {}, counters = [], holds: heldAfter = stateLines } = options;
  const { heldAtStart = {}, markOf = () => undefined } = options;
  const place = (node: string) => places[node] ?? node;
  const called = (node: string) => names[node] ?? (isSiteLetter(node) ? `site ${node}` : node);
  const packets = new Map<number, Packet>();
  const senders = new Map<number, string>();
  const moves: Move[] = [];
  const events: MotionEvent[] = [];
  const holdOf = (atMs: number, { at, lines, tone }: HeldNow): Held => ({
    ...{ atMs, place: place(at), lines },
    ...(isSiteLetter(at) && { site: at }),
    ...(tone && { tone }),
  });
  const holds = Object.entries(heldAtStart).map(([at, lines]) => holdOf(0, { at, lines }));
  trace.forEach((entry, number) => {
    if (entry.kind === "sent") {
      packets.set(entry.packet.id, entry.packet);
      senders.set(entry.packet.id, entry.at);
    }
    if (entry.kind === "hop") {
      const [from, to] = [place(entry.from), place(entry.to)];
      if (from === to || entry.atMs === entry.untilMs) return;
      const packet = packets.get(entry.packet)!;
      const site = [to, from, senders.get(entry.packet)!].find(isSiteLetter);
      const mark = markOf(packet);
      const { atMs: startMs, untilMs: endMs } = entry;
      const label = describePacket(packet);
      moves.push({ entry: number, from, to, startMs, endMs, look: lookOf(packet), ...(site && { site }), ...(mark && { mark }), label }); // prettier-ignore
      return;
    }
    const { atMs } = entry;
    const now = heldAfter(entry);
    if (now) holds.push(holdOf(atMs, now));
    const text = eventText(entry, called);
    if (text === undefined) return;
    const lost = entry.kind === "dropped" ? { place: place(entry.at), mark: "lost" as const } : {};
    events.push({ entry: number, atMs, text, ...lost });
  });
  return { title, stage, moves, events, holds, counters };
}

/** The label of a host's state, as its program describes it. */
const stateLines = (entry: TraceEntry): HeldNow | undefined =>
  entry.kind === "state" ? { at: entry.at, lines: [entry.label] } : undefined;

function lookOf({ payload }: Packet): MoveLook {
  switch (payload.kind) {
    case "dns":
      return payload.reply ? "reply" : "packet";
    case "tcp":
      return payload.rst ? "reset" : "packet";
    case "quic":
      return payload.type.includes("reset") ? "reset" : "packet";
    case "too big":
      return "error";
    default:
      return "packet";
  }
}

/** An entry as a sentence; undefined for entries that only repeat others. */
function eventText(entry: TraceEntry, called: (node: string) => string): string | undefined {
  switch (entry.kind) {
    case "sent":
      return `${called(entry.at)} sends ${describePacket(entry.packet)}`;
    case "received":
      return `${called(entry.at)} receives ${describePacket(entry.packet)}`;
    case "dropped":
      return `${describePacket(entry.packet)} is lost at ${called(entry.at)}: ${entry.why}`;
    case "split":
      return `${describePacket(entry.packet)} goes on from ${called(entry.at)} as ${entry.into} fragments`;
    case "timer":
      return PACING.test(entry.timer) ? undefined : `${called(entry.at)}: ${timerText(entry.timer)} expires`;
    case "note":
      return `${called(entry.at)}: ${entry.text}`;
    case "change":
      return entry.label.replace(/^[A-H](?= is )/, called);
    default:
      return undefined;
  }
}
