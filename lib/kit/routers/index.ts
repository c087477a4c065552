// A scenario on real routers in network namespaces, compared with the model. Node only.
export { agreement, type RouterAgreement, type UsedRoute } from "./agreement.js";
export { birdConfig } from "./bird-config.js";
export { labFiles } from "./export.js";
export { planRouters, planStates } from "./plan-routers.js";
export type { LinkEnd, PlannedLink, PlannedRouter, PlannedSession, RoutersPlan } from "./plan.js";
export { RoutersError } from "./routers-error.js";
export { runOnBird, type BirdRoutes, type RunOptions } from "./run-bird.js";
