export * from "./cities.js";
export * from "./coordinates.js";
export * from "./fibre.js";
