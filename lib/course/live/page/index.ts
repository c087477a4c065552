// What other pages use of a live page: how its packed scripts are unpacked, and the worker that runs cells.
export { scriptUrl } from "./unpack.js";
export { startCellWorker, type CellWorker } from "./workers.js";
