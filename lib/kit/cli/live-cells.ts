// What makes cells of a page run is in the course. It offers it here, and `anycast compare --html` uses it where it is offered.
import type { LiveCells, PageCell } from "../report/comparison/index.js";

/** Makes a part of a page from TypeScript cells. */
export type MakeLiveCells = (cells: readonly PageCell[]) => Promise<LiveCells>;

let offered: MakeLiveCells | undefined;

/**
 * Offers the function that makes cells of a report run; `anycast compare --html` uses it.
 * @example offerLiveCells(async (cells) => ({ html: `<p>${cells.length} cells</p>`, css: "", script: "", packs: "" }))
 */
export const offerLiveCells = (make: MakeLiveCells): void => void (offered = make);

export const liveCells = (): MakeLiveCells | undefined => offered;
