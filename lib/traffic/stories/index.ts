export * from "./anycast-rp.js";
export * from "./path-mtu.js";
export * from "./route-change.js";
