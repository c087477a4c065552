export * from "./play.js";
export * from "./read.js";
export * from "./scenario.js";
