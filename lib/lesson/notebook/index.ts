export type * from "./types.js";
export { NotebookError, checkNotebook, readNotebook } from "./read.js";
export { splitLines, writeNotebook } from "./write.js";
