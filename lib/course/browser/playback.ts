// Moves a slider by itself, from "Play" to "Pause" or to its end, at the reader's speed. Where the reader prefers reduced motion
// nothing glides: it jumps from event to event. It never starts by itself.
import { stopFrom, type RangeControl } from "../explorers/core/index.js";

export interface PlaybackHooks {
  /** The control that plays, as it is now; undefined if the explorer has none. */
  readonly control: () => RangeControl | undefined;
  readonly value: (name: string) => number;
  /** Draws an instant on the move. */
  readonly show: (name: string, value: number) => void;
  /** Draws the instant at which it stops, on a step of the control, and keeps it. */
  readonly rest: (name: string, value: number) => void;
}

export interface Playback {
  /** Whether it moves in jumps, each of which is read aloud. */
  readonly isStep: boolean;
  toggle(): void;
  /** Without a further drawing. */
  stop(): void;
}

/** How long an event is shown before the next jump, ms at speed 1. */
const JUMP_MS = 1500;
/** A page in the background gets no frames; when it returns, the time in between is not caught up. */
const LONGEST_FRAME_MS = 100;

/** Undefined if the explorer has no control that plays. */
export function playback(form: HTMLFormElement, { control, value, show, rest }: PlaybackHooks): Playback | undefined {
  if (!control()) return undefined;
  const button = form.querySelector<HTMLButtonElement>("[data-ak-play]")!;
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  let frame = 0;
  let jump: ReturnType<typeof setTimeout> | undefined;
  let isPlaying = false;

  const speed = () => Number(form.querySelector<HTMLSelectElement>("[data-ak-speed]")!.value) || 1;
  const label = (playing: boolean) => {
    isPlaying = playing;
    button.textContent = playing ? "Pause" : "Play";
    form.toggleAttribute("data-ak-playing", playing);
  };
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(jump);
    if (isPlaying) label(false);
  };
  const pause = () => {
    const { name } = control()!;
    rest(name, Math.round(value(name)));
  };

  function glide(from: number): void {
    let last = from;
    const step = (now: number) => {
      if (!form.isConnected) return stop();
      const { name, max, play } = control()!;
      const elapsed = Math.min(now - last, LONGEST_FRAME_MS);
      last = now;
      const next = value(name) + (Math.max(0, elapsed) * speed()) / play!.unitMs;
      if (next >= max) return rest(name, max);
      show(name, next);
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  }

  function leap(): void {
    const range = control()!;
    const now = value(range.name);
    const next = stopFrom(range, now, "forward");
    rest(range.name, next);
    if (next >= range.max || next <= now || !form.isConnected) return;
    label(true);
    jump = setTimeout(leap, JUMP_MS / speed());
  }

  return {
    get isStep() {
      return reduced.matches;
    },
    toggle() {
      if (isPlaying) return pause();
      const { name, min, max } = control()!;
      if (value(name) >= max) show(name, min);
      label(true);
      if (reduced.matches) leap();
      else glide(performance.now());
    },
    stop,
  };
}
