export * from "./broken-regional.js";
export * from "./linkedin.js";
export * from "./linkedin-published.js";
export * from "./linkedin-table.js";
