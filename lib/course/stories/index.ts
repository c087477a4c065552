// Stories ready to run: a route change, path MTU, RADIUS with EAP, Anycast RP.
export { anycastRp, type AnycastRpOptions, type AnycastRpStory, type Reception } from "./anycast-rp.js";
export { BALANCED_CASES, balancedDownloads, balancedWorlds, type BalancedCase } from "./balanced-paths.js";
export {
  building,
  BUILDING_EVENTS,
  BUILDING_METHODS,
  type BuildingEvent,
  type BuildingFlow,
  type BuildingMethod,
  type BuildingOptions,
  type BuildingStory,
} from "./building.js";
export { balancedCases } from "./case-figures.js";
export { egressCall, type EgressCallOptions, type EgressCallStory } from "./egress-call.js";
export { CLIENT, SHARED, movedRoute, type MovedRouteStory, type RouteMoves } from "./moved-route.js";
export {
  MTU_CURES,
  pathMtu,
  type MtuCure,
  type PathMtuDownload,
  type PathMtuOptions,
  type PathMtuStory,
} from "./path-mtu.js";
export {
  citiesAsk,
  curedConnection,
  fourCasts,
  movedConnection,
  packetsTravel,
  regionFails,
  retryElsewhere,
  routesSpread,
  serverLeaves,
  sitesDisagree,
  splitPackets,
  withdrawalHunt,
  type CitiesAskOptions,
  type FourCastsOptions,
  type MovedConnectionOptions,
  type PacketsTravelOptions,
  type RegionDesign,
  type RegionFailsOptions,
  type RetryElsewhereOptions,
  type RoutesSpreadOptions,
  type ServerLeavesOptions,
  type SitesDisagreeOptions,
  type SplitCaseName,
  type SplitPacketsOptions,
  type WithdrawalHuntOptions,
} from "./motions/index.js";
export { radiusEap, type RadiusEapOptions, type RadiusEapStory } from "./radius-eap.js";
export { routeChange, type RouteChangeOptions, type RouteChangeStory } from "./route-change.js";
export {
  reachedServersFigure,
  serverSharesFigure,
  type ReachedServersOptions,
  type ServerSharesOptions,
} from "./server-figures.js";
