// BIRD 2: its configuration, how it is run, and its routes read back.
export { bird } from "./bird.js";
export { birdConfig } from "./config.js";
export { comment } from "./filters.js";
export { parseRoutes } from "./output.js";
