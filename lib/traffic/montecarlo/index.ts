export * from "./drain.js";
export * from "./flows.js";
export * from "./trials.js";
export * from "./wilson.js";
