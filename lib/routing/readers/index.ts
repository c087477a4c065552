export { networkRules, type NetworkFinding, type NetworkFindingKind } from "./network-rules.js";
export { NetworkFileError } from "./raw-network.js";
export * from "./read-network.js";
