// Options of a map: the part of the world, and the names to show. Separate from the drawing, so that the types that lessons
// import do not mention d3.

/** A part of the world, in degrees; `west` may be greater than `east` where it spans the date line. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What a map shows: the whole inhabited world, only what is drawn, or a box. */
export type Region = "world" | "fit" | Box;

/** "clients" names sites and clients, but not bare routers. A list: these places. */
export type WhichLabels = "all" | "clients" | "sites" | "none" | readonly string[];
