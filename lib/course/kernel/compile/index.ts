// Parses, checks and compiles a cell with the TypeScript that tslab includes, and describes its errors.
export { declarationsAfter, withForgotten } from "./declarations.js";
export { findLibraryAtRunTime } from "./own-library.js";
export { parseCell, type Parsed } from "./parse-cell.js";
export { keepSourceMaps, type Origin, type SourceMaps } from "./source-maps.js";
export { loadTslab, type CellTypeScript, type Converter, type Diagnostic, type Executor, type Tslab } from "./tslab.js";
export { describeDiagnostics } from "./type-errors.js";
