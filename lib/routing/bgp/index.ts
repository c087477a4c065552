export * from "./announcement.js";
export * from "./arrivals.js";
export * from "./decision.js";
export * from "./engine.js";
export type { Refusal } from "./exchange.js";
export * from "./explain.js";
export { fastEngine } from "./fast/index.js";
export * from "./forward.js";
export * from "./policy.js";
export type { BgpProblem, ResolvedAnnouncement, ResolvedProblem } from "./problem.js";
export * from "./reference.js";
export type { Rib, RibWithReasons } from "./rib.js";
export type { BgpRoute, RouteAtRouter, Session } from "./route.js";
export * from "./rpki.js";
export * from "./rules/index.js";
export {
  asPathOf,
  bgpFidelity,
  routeOf,
  siteOf,
  siteSetsOf,
  sitesOf,
  steadyState,
  steadyStates,
  tiedRoutes,
  type SteadyState,
  type SteadyStateOptions,
} from "./steady-state.js";
export * from "./stable-states.js";
export * from "./update.js";
