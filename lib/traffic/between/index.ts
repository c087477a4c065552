export * from "./discovery.js";
export * from "./egress.js";
export { handsOn, rebroadcastsErrors, type HandsOnOptions, type RebroadcastOptions } from "./hands-on.js";
