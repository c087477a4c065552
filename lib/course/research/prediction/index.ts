// Predicting measured two-site catchments.
export {
  abstaining,
  brierScore,
  calibrationError,
  reliability,
  type AbstainingScore,
  type Outcome,
  type ReliabilityBin,
} from "./calibration.js";
export type { AsFacts } from "./evidence.js";
export { parseExperiments, questionOf, type PairQuestion, type TwoSiteExperiment } from "./experiment.js";
export { asFacts } from "./facts.js";
export { drawProbes } from "./folds.js";
export {
  answersOf,
  crossValidated,
  largerSite,
  predictNearestSite,
  simulatedSite,
  withProbes,
  withoutProbes,
} from "./methods.js";
export { observeActively } from "./next-to-observe.js";
export { logOddsAfter, type ModelSettings, type ObservedRows, type PairModel } from "./pair-model.js";
export { predictRest, type RestPrediction } from "./predict-rest.js";
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
export { joinAses, type NewAs } from "./joined.js";
export { buildTestbed } from "./testbed.js";
export { chooseModelSettings, unseenModel } from "./unseen-model.js";
export { unseenPair, type LevelSettings, type Simulators, type UnseenPair } from "./unseen-pair.js";
