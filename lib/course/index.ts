// What a lesson imports beside the library: show, predict, check, explore, stories and research.
export type { CatchmentBorderProps } from "./explorers/catchment-border/data.js";
export { stateFigure, type StateFigureOptions } from "./explorers/protocols/state-figure.js";
export { explorerCss } from "./explorers/core/css.js";
export { ExplorerError } from "./explorers/core/explorer.js";
export type { ExplorerName, ExplorerProps } from "./explorers/list.js";
export { tooBigGrid, type TooBigGridOptions } from "./explorers/path-mtu/too-big-grid.js";
export type { PredictionProps } from "./explorers/prediction/explorer.js";
export { renderExplorer, type RenderOptions } from "./explorers/render-explorer.js";
export { CheckError, check, type Check, type CheckOptions } from "./lesson/check.js";
export { explore, type ExploreOptions } from "./lesson/explore.js";
export { ownNumbers, type OwnNumbers } from "./lesson/own-numbers.js";
export { predict, type PredictOptions, type Prediction } from "./lesson/predict.js";
export { show, type Showable } from "./lesson/show.js";
export {
  kernelComparison,
  outcomeText,
  type KernelComparison,
  type KernelObservations,
  type KernelRow,
} from "./research/linux/comparison.js";
export { kernelPredictions, type KernelOutcome, type KernelPrediction } from "./research/linux/predictions.js";
export { anyOptStudy } from "./research/published/any-opt-study.js";
export {
  brokenRegional,
  checkRegional,
  type RegionCheck,
  type RegionalCase,
  type RegionalCheck,
  type RegionalFault,
} from "./research/published/broken-regional.js";
export { calderStudy, kochStudy, saratStudy } from "./research/published/cdn-study.js";
export {
  publishedComparison,
  publishedStudies,
  type PublishedComparisonOptions,
} from "./research/published/comparison.js";
export { deployInCities, type Connection } from "./research/published/deploy-in-cities.js";
export { linkedInPublished, type LinkedInRegion } from "./research/published/linkedin-published.js";
export { linkedInStudy } from "./research/published/linkedin-study.js";
export { linkedInEvaluations, linkedInTable, type LinkedInRow } from "./research/published/linkedin-table.js";
export {
  LINKEDIN_ASN,
  linkedIn,
  linkedInNetwork,
  type LinkedInCase,
  type RegionalClient,
} from "./research/published/linkedin.js";
export { publishedResults } from "./research/published/results.js";
export { rootLettersStudy, vantagePoints } from "./research/published/root-letters-study.js";
export type { PublishedRow, StudiedQuantity, Study } from "./research/published/study.js";
export { deploymentResults, type DeploymentResults, type DeploymentRow } from "./research/deployment-results.js";
export { validationResults, type ValidationResults } from "./research/validation-results.js";
export { anycastRp, type AnycastRpOptions, type AnycastRpStory, type Reception } from "./stories/anycast-rp.js";
export { BALANCED_CASES, balancedDownloads, balancedWorlds, type BalancedCase } from "./stories/balanced-paths.js";
export { balancedCases } from "./stories/case-figures.js";
export { building, BUILDING_EVENTS, BUILDING_METHODS, type BuildingStory } from "./stories/building.js";
export { egressCall, type EgressCallStory } from "./stories/egress-call.js";
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
  type SplitCaseName,
  type SitesDisagreeOptions,
  type SplitPacketsOptions,
  type WithdrawalHuntOptions,
} from "./stories/motions/index.js";
export type { Motion } from "./motion/index.js";
export type { MovedRouteStory, RouteMoves } from "./stories/moved-route.js";
export {
  MTU_CURES,
  pathMtu,
  type MtuCure,
  type PathMtuDownload,
  type PathMtuOptions,
  type PathMtuStory,
} from "./stories/path-mtu.js";
export { radiusEap, type RadiusEapOptions, type RadiusEapStory } from "./stories/radius-eap.js";
export { reachedServersFigure, serverSharesFigure } from "./stories/server-figures.js";
export { routeChange, type RouteChangeOptions, type RouteChangeStory } from "./stories/route-change.js";
export { readAsGraphFile } from "anycast-kit/files";
