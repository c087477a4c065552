export * from "./l4.js";
export * from "./table.js";
