// The sweep behind `anycast compare`: cells, cache, workers, progress.
export { cellsOf, codeDigest } from "./cell.js";
export { readGivenGraph, seedsThatMatter } from "./given-graph.js";
export { namedDesigns, readComparisonFiles } from "./inputs.js";
export { sweepWithProgress } from "./progress.js";
export { cellsOfShard, checkComplete, parseShard, type Shard } from "./shard.js";
export { usualFolder } from "./store.js";
