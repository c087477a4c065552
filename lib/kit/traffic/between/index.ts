// Sites that forward packets of other sites: owner tables, egress, discovery.
export { discoverThenDownload, type DiscoveryOptions, type DiscoveryState } from "./discovery.js";
export { egressTable, type EgressOptions, type EgressTable } from "./egress.js";
export { encapsulate, handsOn, rebroadcastsErrors, type HandsOnOptions, type RebroadcastOptions } from "./hands-on.js";
