// What makes cells of a page run is in the course. It offers it here, and `anycast compare --html` uses it where it is offered.
import type { LiveCells, PageCell } from "../report/comparison/index.js";

/** Makes a part of a page from TypeScript cells. */
export type MakeLiveCells = (cells: readonly PageCell[]) => Promise<LiveCells>;

let offered: MakeLiveCells | undefined;

export const offerLiveCells = (make: MakeLiveCells): void => void (offered = make);

export const liveCells = (): MakeLiveCells | undefined => offered;
