// Predicting measured two-site catchments.
export type { AsFacts } from "./evidence.js";
export { parseExperiments, questionOf, type TwoSiteExperiment } from "./experiment.js";
export {
  answersOf,
  crossValidated,
  largerSite,
  predictNearestSite,
  simulatedSite,
  withProbes,
  withoutProbes,
} from "./methods.js";
export { simulator } from "./predict.js";
export {
  compareMethods,
  pooledScore,
  scorePair,
  type Comparison,
  type PairScore,
  type PooledScore,
  type Scored,
} from "./score.js";
export { deployPops, popShares, type PopChange, type PopNeighbours } from "./six-pops.js";
export { buildTestbed } from "./testbed.js";
