export * from "./converging.js";
export * from "./fabric.js";
export * from "./static.js";
