// The player's data in a form suitable for drawing: for each motion its steps, and what is where at a time.
import type { Motion, MotionEvent, Move } from "../../motion/index.js";
import { positionAt } from "./clock.js";
import type { Clock, DrawnPicture, PlayerJson } from "./props.js";

/** Instants that the buttons lead to: something happens, or something starts to move. */
export interface Step {
  readonly position: number;
  readonly atMs: number;
  readonly events: readonly MotionEvent[];
  readonly moves: readonly Move[];
}

export interface Lane {
  readonly motion: Motion;
  readonly pictures: readonly DrawnPicture[];
  readonly clock: Clock;
  readonly steps: readonly Step[];
}

export interface PlayerScenario {
  readonly json: PlayerJson;
  readonly lanes: readonly Lane[];
}

export function readPlayer(json: PlayerJson): PlayerScenario {
  const lanes = json.motions.map((motion, i) => {
    const clock = json.clocks[i];
    return { motion, pictures: json.pictures[i], clock, steps: stepsOf(motion, clock) };
  });
  return { json, lanes };
}

function stepsOf({ events, moves }: Motion, clock: Clock): Step[] {
  const times = new Set([...events.map(({ atMs }) => atMs), ...moves.map(({ startMs }) => startMs)]);
  return [...times]
    .sort((a, b) => a - b)
    .map((atMs) => ({
      position: positionAt(clock, atMs),
      atMs,
      events: events.filter((each) => each.atMs === atMs),
      moves: moves.filter(({ startMs }) => startMs === atMs),
    }));
}

/** What travels at a time: each is one entry of the trace. */
export const movingAt = ({ motion }: Lane, atMs: number): Move[] =>
  motion.moves.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);

/** The last step up to a time; undefined before the first. */
export const stepAt = ({ steps }: Lane, atMs: number): number | undefined => {
  let last: number | undefined;
  for (let i = 0; i < steps.length && steps[i].atMs <= atMs; i++) last = i;
  return last;
};

/** A step in words: what happens, or else what starts. Hosts that send the same are counted. */
export function stepText({ events, moves }: Step): string {
  const [first] = events;
  const what = first?.text.split(" sends ")[1];
  if (events.length > 1 && what && events.every(({ text }) => text.endsWith(` sends ${what}`)))
    return `${events.length} ${events.every(({ text }) => text.includes(" user sends ")) ? "users" : "hosts"} send a packet each (${what})`;
  if (events.length === 0 && moves.length > 4) return `${moves.length} packets set out`;
  const said = events.length > 0 ? events.map(({ text }) => text) : moves.map(({ from, to, label }) => `${label} goes from ${from} to ${to}`); // prettier-ignore
  const counted = [...new Set(said)].map((text) => {
    const times = said.filter((each) => each === text).length;
    return times > 1 ? `${text} (${times} times)` : text;
  });
  const shown = counted.slice(0, 4).join("; ");
  return counted.length > 4 ? `${shown}; and ${counted.length - 4} more` : shown;
}
