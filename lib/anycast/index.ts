export * from "./catchment.js";
export * from "./deployment.js";
export * from "./detection.js";
export * from "./nearest.js";
export * from "./root-sites.js";
