// Files on disk: reading AS graphs, writing a file whole. Node only.
export { AsGraphOpenError, readAsGraphFile, type OpenedAsGraph } from "./as-graph-file.js";
export { largestInput, readBytes, readText, ReadLimitError } from "./read-text.js";
export { temporaryFolder, watchTemporaries, type TemporaryFolder } from "./temporary.js";
export { checkOutput, OutputError, temporaryName, writePage, writeWhole } from "./write-whole.js";
