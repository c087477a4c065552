// Readers of a provider's network: TopoHub and Topology Zoo files.
export { networkRules, type NetworkFinding, type NetworkFindingKind } from "./network-rules.js";
export { NetworkFileError } from "./raw-network.js";
export { readNetwork, type ReadNetwork } from "./read-network.js";
