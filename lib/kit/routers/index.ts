// A scenario on real routers in network namespaces, compared with the model. Node only.
export { agreement, joined, type RouterAgreement, type UsedRoute } from "./agreement.js";
export { bird, birdConfig } from "./bird/index.js";
export type { Daemon, DaemonName, DaemonRoute } from "./daemon.js";
export { labFiles } from "./export.js";
export { frr, frrConfig } from "./frr/index.js";
export {
  breakScenario,
  compareLab,
  labOf,
  labTargets,
  predict,
  variantsOf,
  type BrokenScenario,
  type Lab,
  type LabComparison,
  type LabNode,
  type LabTarget,
  type Predictions,
} from "./labs/index.js";
export { planRouters, planStates } from "./plan-routers.js";
export type { LinkEnd, PlannedLink, PlannedRouter, PlannedSession, RoutersPlan } from "./plan.js";
export { publicNumbers, refusePublicNumbers } from "./public-numbers.js";
export { RoutersError } from "./routers-error.js";
export { runOn, runOnBird, type DaemonRoutes, type RunOptions } from "./run-routers.js";
export { runTraffic, type Answers, type TrafficRow } from "./traffic/index.js";
export { differences, vendorRules, type NamedDifference, type VendorRules, type VendorStep } from "./vendor-rules.js";
export { vendorChoices, type VendorChoice, type VendorDefault } from "./vendor-choices.js";
