// Which message is delivered next. Safe policies settle in the same state under every order that keeps the order within a
// session (BGP runs over TCP), so the order is a strategy: by arrival time, first sent first, random, or chosen by the reader.
import { dueQueue, type Due, type Timer } from "./due-queue.js";
import type { Random } from "./random.js";

/** A message in flight, the oldest of its session, as passed to the function that chooses the next one. */
export interface PendingMessage {
  /** Number of the channel, see Exchange.channels. */
  readonly channel: number;
  readonly sentMs: number;
  readonly what: string;
}

export type MessageOrder =
  /** By link delays. */
  | { readonly kind: "time" }
  /** First sent, first delivered, over all sessions. Each delivery takes 1 ms; link delays do not count. */
  | { readonly kind: "fifo" }
  /** A random session with a message in flight is next. */
  | { readonly kind: "random" }
  | {
      readonly kind: "chosen";
      /** Returns a position in `pending`; undefined stops the run. */
      readonly choose: (pending: readonly PendingMessage[]) => number | undefined;
    };

export interface Agenda {
  readonly wake: (atMs: number, timer: Timer) => void;
  /** The MRAI timer of a channel: a kind of its own, because there are tens of thousands. */
  readonly wakeAtMrai: (atMs: number, channel: number, life: number) => void;
  readonly deliver: (atMs: number, channel: number, life: number) => void;
  /** The next item and its time; undefined when nothing is left, "stopped" when the reader stops. */
  readonly next: (nowMs: number) => Due | "stopped" | undefined;
  /** Everything still due, in no order. */
  readonly rest: () => readonly Due[];
  /** The number of these. */
  readonly size: () => number;
}

/** Duration of a delivery when link delays do not count, ms. */
const TICK_MS = 1;

/**
 * @param isAlive whether a delivery's session is still up
 * @param show a pending delivery as the reader sees it
 */
export function agenda(
  order: MessageOrder,
  random: Random,
  isAlive: (due: Due) => boolean,
  show: (due: Due) => PendingMessage,
): Agenda {
  let seq = 0;
  const timers = dueQueue();
  const due = (atMs: number, channel: number, life: number, isMrai = false, timer?: Timer): Due => ({
    atMs,
    seq: seq++,
    channel,
    life,
    isMrai,
    timer,
  });
  const wake = (atMs: number, timer: Timer) => timers.push(due(atMs, -1, 0, false, timer));
  const wakeAtMrai = (atMs: number, channel: number, life: number) => timers.push(due(atMs, channel, life, true));
  if (order.kind === "time")
    return {
      wake,
      wakeAtMrai,
      deliver: (atMs, channel, life) => timers.push(due(atMs, channel, life)),
      next: timers.pop,
      rest: timers.items,
      size: timers.size,
    };

  const messages: Due[] = []; // in the order sent
  const takeAt = (i: number): Due => messages.splice(i, 1)[0];
  const pick: Record<"fifo" | "random" | "chosen", () => Due | "stopped"> = {
    fifo: () => takeAt(0),
    random: () => takeAt(Math.floor(random() * messages.length)),
    chosen: () => {
      const seen = new Set<number>();
      const oldest = messages.filter(({ channel }) => !seen.has(channel) && seen.add(channel));
      const choice = order.kind === "chosen" ? order.choose(oldest.map(show)) : 0;
      if (choice === undefined) return "stopped";
      if (!oldest[choice])
        throw new RangeError(`The chosen message must be an integer from 0 to ${oldest.length - 1} (got ${choice}).`);
      return takeAt(messages.indexOf(oldest[choice]));
    },
  };
  return {
    wake,
    wakeAtMrai,
    deliver: (atMs, channel, life) => void messages.push(due(atMs, channel, life)),
    rest: () => [...timers.items(), ...messages],
    size: () => timers.size() + messages.length,
    next: (nowMs) => {
      for (let i = messages.length - 1; i >= 0; i--) if (!isAlive(messages[i])) takeAt(i);
      if (timers.size() > 0 && (messages.length === 0 || timers.firstMs() <= nowMs + TICK_MS)) {
        const due = timers.pop()!;
        return due.atMs < nowMs ? { ...due, atMs: nowMs } : due;
      }
      if (messages.length === 0) return undefined;
      const due = pick[order.kind]();
      return due === "stopped" ? due : { ...due, atMs: nowMs + TICK_MS };
    },
  };
}
