export * from "./anycast-rp.js";
export type { MovedRouteStory, RouteMoves } from "./moved-route.js";
export * from "./path-mtu.js";
export * from "./radius-eap.js";
export * from "./route-change.js";
