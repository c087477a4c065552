// A motion: what moves where and when over a still picture, as plain data. Each move is one entry of a simulator's trace, by its
// number, so that a picture cannot show more or less than the run.
import type { AsGraphContents, MapStageOptions, RowStageOptions } from "anycast-kit/figures";

/** The still picture below. */
export type StageOptions =
  | ({ readonly kind: "map" } & MapStageOptions)
  | ({ readonly kind: "as-graph" } & AsGraphContents)
  | ({ readonly kind: "rows" } & RowStageOptions);

/** How a moving thing is drawn: a query or another packet, a reply, a reset, an ICMP error, a BGP message. */
export const moveLooks = ["packet", "reply", "reset", "error", "update", "withdrawal"] as const;
export type MoveLook = (typeof moveLooks)[number];

/** Something travels from one place to another. */
export interface Move {
  /** Number of the trace entry. */
  readonly entry: number;
  readonly from: string;
  readonly to: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly look: MoveLook;
  /** Letter of the site that it goes to, comes from or tells of: its colour and its letter. */
  readonly site?: string;
  /** One or two characters in the dot in place of the site's letter: the number of a flow. */
  readonly mark?: string;
  /** "query www.example". */
  readonly label: string;
}

/** Something happens: the reader can step to it. */
export interface MotionEvent {
  readonly entry: number;
  readonly atMs: number;
  /** A sentence without its full stop. */
  readonly text: string;
  /** Where a mark appears for a moment: a cross for a loss. */
  readonly place?: string;
  readonly mark?: "lost";
}

/** What a place holds from an instant on: a connection, a route, a cache. */
export interface Held {
  readonly atMs: number;
  readonly place: string;
  /** Lines of text; none: it holds nothing. */
  readonly lines: readonly string[];
  /** Letter of the site that the place now uses or stands for. */
  readonly site?: string;
  readonly tone?: "good" | "bad";
}

/** A number that grows during the motion. */
export interface Counter {
  readonly label: string;
  readonly site?: string;
  readonly isLoss?: boolean;
  /** When it grows by one, ms, in order. */
  readonly atMs: readonly number[];
}

/** What goes on from an instant to the next phase. */
export interface Phase {
  readonly atMs: number;
  /** A sentence without its full stop. */
  readonly text: string;
}

export interface Motion {
  readonly title: string;
  readonly stage: StageOptions;
  readonly moves: readonly Move[];
  readonly events: readonly MotionEvent[];
  readonly holds: readonly Held[];
  readonly counters: readonly Counter[];
  /** Described in place of the single packets, in order; for a motion in which many connections do the same. */
  readonly phases?: readonly Phase[];
}
