export * from "./fabric.js";
export * from "./static.js";
