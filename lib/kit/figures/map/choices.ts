// What a caller chooses of a map: the part of the world, and which names. Apart from the drawing, so that what lessons
// import names no type of d3.

/** A part of the world, in degrees; `west` may be greater than `east` where it spans the date line. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What a map shows: the whole inhabited world, just what is drawn, or a box. */
export type Region = "world" | "fit" | Box;

/** "clients" names sites and clients, but not bare routers. A list names these places. */
export type WhichLabels = "all" | "clients" | "sites" | "none" | readonly string[];
