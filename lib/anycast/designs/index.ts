export * from "./break-even.js";
export * from "./choose-sites.js";
export * from "./design.js";
export * from "./evaluate.js";
export * from "./site-loss.js";
export * from "./steering.js";
