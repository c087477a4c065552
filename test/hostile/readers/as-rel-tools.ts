// The reader of AS relationships, and a check of what it gives: no AS is its own indirect provider.
import { providerCycles, type CompiledAsGraph } from "../../../lib/kit/topology/index.js";

export { findAs } from "../../../lib/kit/topology/index.js";
export { parseAsRel } from "../../../lib/kit/topology/caida/index.js";

export const isSorted = ({ customers }: CompiledAsGraph): boolean => providerCycles(customers).length === 0;
