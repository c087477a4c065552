// The three phases (up, across, down) for one prefix or for several together, and what they leave for the rest of this folder.
export { LANES } from "./cells.js";
export { type Descent, descentOf } from "./descent.js";
export { settleDrained } from "./drained.js";
export {
  CLASS,
  classOf,
  CUSTOMER_HOP,
  DRAINED,
  DRAINED_HOP,
  keyOf,
  lengthOf,
  OWN,
  PEER_HOP,
  PROVIDER_HOP,
  rankOf,
  UNREACHED,
  withinClass,
} from "./key.js";
export { nextOf, type PhaseResult, resultOf, workspaceOf } from "./phase-result.js";
export { threePhases } from "./phases.js";
export { type Seed, seedsOf } from "./seeds.js";
export { type SpecialCases, specialCases } from "./special.js";
export { solveTogether } from "./together.js";
