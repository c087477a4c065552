export * from "./agreement.js";
export { birdConfig } from "./bird-config.js";
export { labFiles } from "./export.js";
export type * from "./plan.js";
export * from "./plan-routers.js";
export * from "./routers-error.js";
export * from "./run-bird.js";
