// FRR: its configuration, how it is run, and its routes read back.
export { outMap } from "./changes.js";
export { frrConfig } from "./config.js";
export { filterLists, routeMaps } from "./filters.js";
export { frr } from "./frr.js";
export { jsonDocuments } from "./output.js";
