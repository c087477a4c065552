// The discrete-event clock: what is due next happens next, and of two things due at once the one planned first.
// Time jumps from event to event; a simulated hour costs nothing while nothing happens. Deterministic by construction.
import TinyQueue from "tinyqueue";
import { checkMs } from "./error.js";

/** Something planned. Keep it to call it off. */
export interface Planned<Event> {
  readonly atMs: number;
  readonly event: Event;
  readonly order: number;
}

export interface EventClock<Event> {
  /** The present, in ms: the time of the event taken last. */
  nowMs(): number;
  /** Plans an event `inMs` from now. @throws TrafficError for a time that cannot be */
  plan(inMs: number, event: Event): Planned<Event>;
  /** Calls a planned event off; nothing happens if it is over. */
  callOff(planned: Planned<Event>): void;
  /** Takes the next event and moves the present to it; undefined where none is left, or none until then. */
  next(untilMs?: number): Event | undefined;
  /** How many events are planned. */
  pending(): number;
}

/** A clock that stands at 0 ms with nothing planned. */
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
      const planned = { atMs: now + checkMs(inMs, "A planned event"), event, order: order++ };
      queue.push(planned);
      return planned;
    },
    callOff(planned) {
      // What is over has left the queue, and is older than everything in it.
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
