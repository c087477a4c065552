// The discrete-event clock. The next due event runs next; of two events due at the same time, the one planned first. Time jumps
// from event to event, so idle time costs nothing. Deterministic by construction.
import TinyQueue from "tinyqueue";
import { checkTime } from "./error.js";

/** A planned event. Keep it to cancel it. */
export interface Planned<Event> {
  readonly atMs: number;
  readonly event: Event;
  readonly order: number;
}

export interface EventClock<Event> {
  /** The current time in ms: that of the last event taken. */
  nowMs(): number;
  /** Plans an event `inMs` from now. @throws TrafficError for an invalid time */
  plan(inMs: number, event: Event): Planned<Event>;
  /** Cancels a planned event; no effect if it has already run. */
  callOff(planned: Planned<Event>): void;
  /** Takes the next event and advances the time to it; undefined if none is left, or none until then. */
  next(untilMs?: number): Event | undefined;
  /** Number of planned events. */
  pending(): number;
}

/** A clock at 0 ms without planned events. */
export function eventClock<Event>(): EventClock<Event> {
  const queue = new TinyQueue<Planned<Event>>([], (a, b) => a.atMs - b.atMs || a.order - b.order);
  const calledOff = new Set<Planned<Event>>();
  let now = 0;
  let order = 0;
  const dropCalledOff = () => {
    for (let first = queue.peek(); first && calledOff.delete(first); first = queue.peek()) queue.pop();
  };
  return {
    nowMs: () => now,
    plan(inMs, event) {
      const planned = { atMs: now + checkTime(inMs, "A planned event"), event, order: order++ };
      queue.push(planned);
      return planned;
    },
    callOff(planned) {
      // An event that has run is no longer in the queue and is older than everything in it.
      const first = queue.peek();
      if (first && (planned.atMs > first.atMs || (planned.atMs === first.atMs && planned.order >= first.order)))
        calledOff.add(planned);
    },
    next(untilMs = Infinity) {
      dropCalledOff();
      const first = queue.peek();
      if (!first || first.atMs > untilMs) return undefined;
      queue.pop();
      now = first.atMs;
      return first.event;
    },
    pending: () => queue.length - calledOff.size,
  };
}
