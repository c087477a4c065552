// The data of the player: motions, and where their places and lines are in px. Node computes the latter, so that a browser needs
// no map, no layout and no projection.
import type { Motion } from "../../motion/index.js";

/** The data `explore("player", ...)` takes. */
export interface PlayerProps {
  /** One motion; several to choose from, or side by side on one clock. */
  readonly motions: readonly Motion[];
  /** Defaults to "choose". */
  readonly show?: "choose" | "beside";
  /** The choice's label and options, one for each motion. Defaults to the titles. */
  readonly choice?: { readonly label: string; readonly options: readonly string[] };
  /** "time": distances on the clock are those of the run, quiet stretches cut short. "steps": every step takes as long. Defaults to "time". */
  readonly pace?: "time" | "steps";
}

/** [x, y, x, y, ...]: a piece of a line. */
export type Piece = readonly number[];

/** One picture of a motion's stage. */
export interface DrawnPicture {
  readonly className: "" | "ak-wide" | "ak-narrow";
  readonly width: number;
  readonly height: number;
  readonly font: { readonly wide: number; readonly narrow: number };
  /** By place: its centre, and half its width and height. */
  readonly places: Readonly<Record<string, readonly [x: number, y: number, halfWidth: number, halfHeight: number]>>;
  /** By "from|to". */
  readonly lines: Readonly<Record<string, readonly Piece[]>>;
}

/** Positions of the slider for times of the run: both ascend, both begin at 0. A position is `UNIT_MS` of the reader's time. */
export interface Clock {
  readonly ms: readonly number[];
  readonly position: readonly number[];
}

export interface PlayerJson extends Required<PlayerProps> {
  /** By motion. */
  readonly pictures: readonly (readonly DrawnPicture[])[];
  /** By motion; the same for all where they are side by side. */
  readonly clocks: readonly Clock[];
}

/** Reader's time per position of the slider, ms. */
export const UNIT_MS = 50;
