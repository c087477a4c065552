// CAIDA's AS relationship files: plain, gzip, bzip2; read and written.
export type { ByteChunks } from "./decompress.js";
export { AsRelError } from "./error.js";
export type { AsRelHeader } from "./parse.js";
export { parseAsRel, readAsRel, type AsRelFile, type AsRelProgress, type ReadAsRelOptions } from "./read.js";
export { encodeAsRel } from "./write.js";
