// Thousands of flows with confidence intervals.
export { drainConnections, type Drain, type DrainOptions } from "./drain.js";
export {
  brokenFlows,
  checkDuration,
  drawDuration,
  drawInterval,
  perPacketFlows,
  stabilitySurvey,
  type BrokenFlowsOptions,
  type Duration,
  type PerPacketOptions,
  type Survey,
  type SurveyOptions,
} from "./flows.js";
export { monteCarlo, type TrialsOptions } from "./trials.js";
export { wilson, type Estimate } from "./wilson.js";
