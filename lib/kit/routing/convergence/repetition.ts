// Cycle detection for a run. If the whole state of a deterministic run recurs, the run repeats forever, so one repetition
// proves persistent oscillation. Brent's algorithm (1980): compare with one saved state, and replace it at growing intervals.
import type { Due } from "./due-queue.js";
import { messagesFrom, type SessionState } from "./state.js";

export interface Repetition {
  /** Log positions of the state and of its return. */
  readonly fromStep: number;
  readonly toStep: number;
}

/** Larger states are too costly to compare after each step; for them the limit of steps applies. */
const LARGEST_CHANNELS = 1000;

/** Detects a recurring state. Called after every step once no external event is left. */
export function repetitionWatch(exchange: SessionState): (done: Due) => Repetition | undefined {
  const { channels } = exchange.wiring;
  const ids = new Map<unknown, number>();
  let remembered: { readonly state: string; readonly sketch: string; readonly step: number } | undefined;
  let steps = 0;
  let limit = 2 * channels.length + 20; // the first steps are not part of a cycle
  return (done) => {
    if (channels.length > LARGEST_CHANNELS) return undefined;
    const sketch = `${exchange.agenda.size()} ${done.channel} ${done.isMrai} ${done.timer?.label} ${exchange.heard[done.channel]?.path.join(".")}`;
    if (remembered?.sketch === sketch && remembered.state === stateOf(exchange, ids))
      return { fromStep: remembered.step, toStep: exchange.log.length };
    if (++steps < limit) return undefined;
    remembered = { state: stateOf(exchange, ids), sketch, step: exchange.log.length };
    steps = 0;
    limit *= 2;
    return undefined;
  };
}

/** Everything the future depends on, with times relative to now. */
function stateOf(
  { heard, exportedTo: told, onTheWay, used, mraiUntilMs, waits, agenda, nowMs, stuck }: SessionState,
  ids: Map<unknown, number>,
): string {
  const telling = (each: (typeof told)[number]) =>
    each.kind === "nothing" ? "-" : `${each.announcement}:${each.path.join(".")}:${idOf(each.session)}`;
  const route = (each: (typeof heard)[number]) =>
    each ? `${each.via}:${each.announcement}:${each.path.join(".")}:${idOf(each.session)}` : "-";
  const inMs = (ms: number) => Math.round((ms - nowMs) * 1e6);
  const due = [...agenda.rest()]
    .sort((a, b) => a.atMs - b.atMs || a.seq - b.seq)
    .map((each) => `${each.timer?.label ?? `${each.isMrai ? "mrai " : ""}${each.channel}`}@${inMs(each.atMs)}`);
  return [
    heard.map(route).join(),
    used.map(route).join(),
    told.map(telling).join(),
    onTheWay
      .map((messages) =>
        messagesFrom(messages)
          .map((message) => telling(message.telling))
          .join("+"),
      )
      .join(),
    Array.from(mraiUntilMs, (ms) => Math.max(0, inMs(ms))).join(),
    waits.join(),
    stuck.join(),
    due.join(),
  ].join("|");

  function idOf(object: unknown): number {
    const known = ids.get(object) ?? ids.size;
    ids.set(object, known);
    return known;
  }
}
