// A stage: the still picture of a motion, and where its places and lines are in px. Drawn once; what moves is drawn over it.
import type { Pixel } from "../core/index.js";

/** A still picture, for all widths of a page or for one of two. */
export interface StagePicture {
  /** "" where one picture serves all widths. */
  readonly className: "" | "ak-wide" | "ak-narrow";
  readonly width: number;
  readonly height: number;
  readonly svg: Element;
  /** Size of text in px of the picture, on wide and on narrow pages. */
  readonly font: { readonly wide: number; readonly narrow: number };
  /** Centre of a place, by name; undefined for an unknown one. */
  readonly at: (place: string) => Pixel | undefined;
  /** Half the width and half the height of what is drawn for a place, px. */
  readonly reach: (place: string) => Pixel;
  /** The line from a place to another, in pieces where the edge of a map is in between. Both places are known. */
  readonly line: (from: string, to: string) => readonly (readonly Pixel[])[];
}

export interface Stage {
  /** Becomes the class of the figure: its style sheet has rules for each. */
  readonly kind: "map" | "as-graph" | "rows";
  /** "A map with 2 sites and 1 client." */
  readonly description: string;
  readonly pictures: readonly StagePicture[];
  readonly legend: string;
}
