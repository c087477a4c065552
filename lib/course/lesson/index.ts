// What a cell calls: show, predict, check, explore.
export { CheckError, check, type Check, type CheckOptions } from "./check.js";
export { explore, type ExploreOptions } from "./explore.js";
export { ownNumbers, type OwnNumbers } from "./own-numbers.js";
export { predict, type PredictOptions, type Prediction } from "./predict.js";
export { show, type Showable } from "./show.js";
