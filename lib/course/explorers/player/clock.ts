// From the time of a run to the reader's time: a packet's flight takes about a second, quiet stretches are cut short, and every
// instant at which something happens has a position of its own.
import type { Motion } from "../../motion/index.js";
import type { Clock } from "./props.js";

/** Positions for the median flight, for a quiet stretch, and for each stretch where every step takes as long. */
const FLIGHT = 18;
const QUIET = 14;
const STEP = 9;

/** The clock of motions that run together. */
export function clockOf(motions: readonly Motion[], pace: "time" | "steps"): Clock {
  const moves = motions.flatMap((motion) => motion.moves);
  const instants = [
    0,
    ...moves.flatMap(({ startMs, endMs }) => [startMs, endMs]),
    ...motions.flatMap(({ events, holds }) => [...events, ...holds].map(({ atMs }) => atMs)),
  ];
  const ms = [...new Set(instants)].sort((a, b) => a - b);
  const lengths = moves.map(({ startMs, endMs }) => endMs - startMs).filter((length) => length > 0);
  lengths.sort((a, b) => a - b);
  const median = lengths[lengths.length >> 1] ?? 1;
  const position = [0];
  for (const [i, end] of ms.entries()) {
    if (i === 0) continue;
    const start = ms[i - 1];
    const busy = moves.some((move) => move.startMs < end && move.endMs > start);
    const wanted = ((end - start) * FLIGHT) / median;
    const taken = !busy ? Math.min(QUIET, wanted) : pace === "steps" ? STEP : wanted;
    position.push(position[i - 1] + Math.max(1, Math.round(taken)));
  }
  return { ms, position };
}

/** The time of the run at a position. */
export const timeAt = ({ ms, position }: Clock, at: number): number => between(position, ms, at);

/** The position of a time of the run. */
export const positionAt = ({ ms, position }: Clock, time: number): number => between(ms, position, time);

/** Where `x` is in `from`, in proportion in `to`; both ascend. Clamped to their ends. */
function between(from: readonly number[], to: readonly number[], x: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (from[middle] <= x) low = middle;
    else high = middle - 1;
  }
  const next = low + 1;
  if (next >= from.length || x <= from[low]) return to[low];
  return to[low] + ((to[next] - to[low]) * (x - from[low])) / (from[next] - from[low]);
}
