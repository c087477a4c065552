// Two runs as one motion: routing messages, and the queries that are sent meanwhile.
import type { Motion } from "./motion.js";

/** The first motion with the moves and events of the second. The second's entries are numbered after the first's `entries`. */
export function combineMotions(first: Motion, entries: number, second: Motion): Motion {
  const later = <T extends { readonly entry: number }>(all: readonly T[]) =>
    all.map((each) => ({ ...each, entry: entries + each.entry }));
  return {
    ...first,
    moves: [...first.moves, ...later(second.moves)],
    events: [...first.events, ...later(second.events)],
    holds: [...first.holds, ...second.holds],
    counters: [...first.counters, ...second.counters],
  };
}
