// Real Linux kernels beside the simulator.
export {
  kernelComparison,
  outcomeText,
  type KernelComparison,
  type KernelObservations,
  type KernelRow,
} from "./comparison.js";
export { kernelPredictions, type KernelOutcome, type KernelPrediction } from "./predictions.js";
