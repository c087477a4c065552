// An AS diagram once its boxes are placed, in px.
import type { Pixel, Rect } from "../core/index.js";
import type { AsClient, AsNode, AsSite } from "./model.js";

/** The diagram for a wide and for a narrow page; both at natural size, so that the text has the same size. */
export interface AsGraphSize {
  readonly className: string;
  /** Preferred maximum width, px. */
  readonly width: number;
  readonly font: number;
  readonly small: number;
  readonly padding: number;
  /** Gaps between two boxes of a row, and between rows. */
  readonly gap: { readonly x: number; readonly y: number };
  /** Preferred width of half a box and its gap, px. */
  readonly column: number;
  /** Width at which a name is broken into lines or cut. */
  readonly name: number;
}

/** A site or a client attached to an AS. */
export interface Hanging {
  readonly site?: AsSite;
  readonly client?: AsClient;
  readonly label: string;
  readonly at: Pixel;
  readonly width: number;
  /** A site on a link: on which side of its mark the label stands. Absent below a box. */
  readonly side?: -1 | 1;
}

export interface AsBox {
  readonly as: AsNode;
  readonly centre: Pixel;
  readonly rect: Rect;
  /** Under the ASN: the name and the note. */
  readonly lines: readonly string[];
  readonly hanging: readonly Hanging[];
}

export interface PlacedBoxes {
  readonly boxes: readonly AsBox[];
  readonly boxOf: ReadonlyMap<number, AsBox>;
  readonly width: number;
  readonly height: number;
}
