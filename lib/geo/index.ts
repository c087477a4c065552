export * from "./cities.js";
export * from "./coordinates.js";
export * from "./fibre.js";
export * from "./world-region.js";
