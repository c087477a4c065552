// BGP between ASes in the steady state: rules, engines, reasons, forwarding.
export {
  AnnouncementError,
  DEFAULT_PREFIX,
  type BgpAnnouncement,
  type Community,
  type OriginCode,
  type Target,
} from "./announcement.js";
export { arrivals, type Arrival, type BgpClient } from "./arrivals.js";
export { decide, type Decision, type Elimination } from "./decision.js";
export { NoSteadyStateError, type Engine, type Solution } from "./engine.js";
export {
  exportRefusal,
  isUnmarked,
  pathSent,
  hear,
  imported,
  localPrefOf,
  originPath,
  ownRoute,
  type Refusal,
} from "./exchange.js";
export { exitsOf } from "./forwarding/exits.js";
export { describeCandidate, explain, type Candidate, type Explanation, type Refused } from "./explain.js";
export { resolveInside, type IbgpTopology, type ResolvedInside } from "./inside/index.js";
export { fastEngine } from "./fast/index.js";
export { walkAsPath, type AsHop, type AsWalk, type AsWalkOptions } from "./forwarding/forward.js";
export {
  DEFAULT_LOCAL_PREF,
  GRACEFUL_SHUTDOWN_LOCAL_PREF,
  discards,
  mayExport,
  type AsPolicy,
  type BgpPolicies,
  type LocalPrefs,
  type Roa,
} from "./policy.js";
export { isTold, type BgpProblem, type ResolvedAnnouncement, type ResolvedProblem } from "./problem.js";
export { resolve } from "./resolve.js";
export { referenceEngine } from "./reference.js";
export type { Rib, RibWithReasons } from "./rib.js";
export type { BgpRoute, RouteAtRouter, Session } from "./route.js";
export { originValidity, type Validity } from "./rpki.js";
export {
  alwaysMed,
  attributeRules,
  tieRules,
  withOlderRoute,
  type Rule,
  type RuleName,
  type TieBreak,
} from "./rules/index.js";
export { sessionsOf } from "./sessions.js";
export {
  announcementsByPrefix,
  asPathOf,
  bgpFidelity,
  longestMatchState,
  routeOf,
  routerAt,
  siteOf,
  siteSetsOf,
  sitesOf,
  steadyState,
  steadyStates,
  steadyStatesFor,
  tableOf,
  tiedRoutes,
  type SteadyState,
  type SteadyStateOptions,
} from "./steady-state.js";
export { isSafe, stableStates, type StableStates } from "./stable-states.js";
export { stateFrom, updateState, type Update } from "./update.js";
export { LOOP, forwardingPathsTo, type ForwardingPaths } from "./forwarding/forwarding-paths.js";
