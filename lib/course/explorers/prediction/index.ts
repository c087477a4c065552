// The explorer `prediction`.
export { prediction, type PredictionProps } from "./explorer.js";
export { preparePrediction } from "./prepare.js";
