// A scenario on real routers in network namespaces, compared with the model. Node only.
export { agreement, joined, type RouterAgreement, type UsedRoute } from "./agreement.js";
export { bird } from "./bird.js";
export { birdConfig } from "./bird-config.js";
export type { Daemon, DaemonName, DaemonRoute } from "./daemon.js";
export { labFiles } from "./export.js";
export { frr } from "./frr.js";
export { frrConfig } from "./frr-config.js";
export {
  breakScenario,
  compareLab,
  labOf,
  labTargets,
  predict,
  type BrokenScenario,
  type Lab,
  type LabComparison,
  type LabNode,
  type LabTarget,
  type Predictions,
} from "./labs/index.js";
export { planRouters, planStates } from "./plan-routers.js";
export type { LinkEnd, PlannedLink, PlannedRouter, PlannedSession, RoutersPlan } from "./plan.js";
export { RoutersError } from "./routers-error.js";
export { runOn, runOnBird, withRouters, type DaemonRoutes, type RunOptions } from "./run-routers.js";
export { runTraffic, type Answers, type TrafficRow } from "./run-traffic.js";
export { predictedSite, serviceAddresses } from "./traffic-plan.js";
export { differences, vendorRules, type NamedDifference, type VendorRules, type VendorStep } from "./vendor-rules.js";
