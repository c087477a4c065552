export * from "./one-router.js";
export * from "./converging.js";
export * from "./fabric.js";
export * from "./static.js";
