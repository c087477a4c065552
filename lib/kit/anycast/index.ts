// Anycast itself: deployments, catchments, shares, load, failure, designs.
export { announce, isAnnouncing, site, withdraw } from "./announcing.js";
export { catchment, type Catchment, type CatchmentOptions, type Client, type ClientOutcome } from "./catchment.js";
export {
  bestSites,
  cloudLatency,
  meanRttMs,
  siteChoices,
  type BestSite,
  type CloudLatency,
  type SiteChoice,
} from "./cloud-latency.js";
export { DeploymentError, deploy, type DeployOptions, type Deployment, type Site } from "./deployment.js";
export type { CityAnswers } from "./designs/answers.js";
export { breakEven, type BreakEven } from "./designs/break-even.js";
export type { CostItem } from "./designs/capstone/bill.js";
export {
  capstoneBrief,
  type CapstoneBrief,
  type Prices,
  type Proposal,
  type ProposedSite,
  type SessionDetection,
} from "./designs/capstone/capstone.js";
export type { FailureCase } from "./designs/capstone/feedback.js";
export { scoring, type ScorePart, type ScoredPart } from "./designs/capstone/points.js";
export { designPoints, referenceDesigns, type DesignPoint } from "./designs/capstone/reference-designs.js";
export { scoreDesign, type DesignScore } from "./designs/capstone/score-design.js";
export { catchmentsOnce, type FindCatchment, type FindOutcomes, type SameClients } from "./designs/catchments-once.js";
export {
  chooseGreedily,
  improveSites,
  worthOfSites,
  type ChooseOptions,
  type ChosenSites,
} from "./designs/choose-sites.js";
export { DesignComparisonError, readDesignComparison } from "./designs/comparison/comparison.js";
export type { FitOptions } from "./designs/comparison/fit.js";
export type { ComparedSites, InternetOptions } from "./designs/comparison/internet.js";
export type { ComparedSite, DesignComparison } from "./designs/comparison/model.js";
export {
  runDesignComparison,
  type ComparisonPicture,
  type ComparisonRow,
  type FailureRow,
  type RunOptions,
} from "./designs/comparison/run.js";
export {
  connectionsBroken,
  connectionsBrokenByChange,
  connectionsBrokenByRoutes,
  type BrokenByChange,
  type Connections,
  type ConnectionsBroken,
  type SiteDeathBreaks,
} from "./designs/connections-broken.js";
export { servicesOf, type Design, type DesignRegion, type Service } from "./designs/design.js";
export { detours, partOnDetour, type Detour, type DetourOptions } from "./designs/detours.js";
export { rttByErrorRate } from "./designs/error-rates.js";
export {
  compareDesigns,
  designFidelity,
  designRoutes,
  evaluate,
  forEachPart,
  type DesignRoutes,
  type EvaluateOptions,
  type Evaluation,
  type Transaction,
} from "./designs/evaluate.js";
export { meanInterval, type MeanInterval } from "./designs/mean-interval.js";
export { designMeasures, difference, failureMeasures, measured, type Measure } from "./designs/measures.js";
export { onlySites } from "./designs/only-sites.js";
export { movedAt, recoverySeconds, type Recovery } from "./designs/outage.js";
export { pairwisePreferences, predictSites, type Preferences } from "./designs/preferences.js";
export {
  shedByDns,
  shedByPrepending,
  type DnsShedding,
  type PrependRound,
  type ShedOptions,
} from "./designs/shedding.js";
export {
  FATES,
  afterLoss,
  loseSites,
  type LossOutcomes,
  type SiteLoss,
  type SiteLossOptions,
} from "./designs/site-loss.js";
export type { DnsSteering, Steering } from "./designs/steering.js";
export { comparePair, separateProbes, type Probe, type ProbePair } from "./detection.js";
export { attachOrigin, attachOrigins, type AttachCity, type AttachOptions, type Transit } from "./internet/attach.js";
export { catchmentByCity, splitAses, type CityCatchment, type SplitAs } from "./internet/by-city.js";
export {
  catchmentFidelity,
  internetCatchment,
  type InternetCatchment,
  type InternetCatchmentOptions,
  type InternetOutcome,
} from "./internet/catchment.js";
export { updateAnnouncement, drain, noAnnounce, prepend } from "./internet/changes.js";
export { internetClients, locate, type InternetClient, type LocatedClient } from "./internet/clients.js";
export { compareCatchments, type ClientMove, type Comparison, type Move } from "./internet/compare.js";
export {
  deployOnInternet,
  type DeployOnInternetOptions,
  type InternetDeployment,
  type InternetSite,
  type InternetSiteSpec,
  type SiteScope,
} from "./internet/deployment.js";
export {
  failover,
  type Failover,
  type FailoverOptions,
  type FailoverPhase,
  type Failure,
} from "./internet/failover.js";
export { failHealthChecks, failSite, type FailSiteOptions, type HealthCheckOptions } from "./internet/failure.js";
export {
  compareHosts,
  type CompareHostsOptions,
  type Host,
  type HostComparison,
  type HostMeasure,
} from "./internet/hosts.js";
export { inflation, type ClientInflation, type Inflation } from "./internet/inflation.js";
export {
  cascade,
  loads,
  nMinusOne,
  type Cascade,
  type CascadeOptions,
  type CascadeRound,
  type DemandOptions,
  type SurvivesLoss,
} from "./internet/loads.js";
export { checkOrigins, type OriginCheck } from "./internet/origins.js";
export { roundTrip, type RoundTrip, type RpfCheck } from "./internet/return-path.js";
export { statesOf } from "./internet/states.js";
export { unicastRtts, type UnicastRtts } from "./internet/unicast.js";
export { loadOf, withdrawTo, type Load, type SiteDemand, type SiteLoad } from "./load.js";
export { nearestSite } from "./nearest.js";
export { spread, spreadOf, weightedQuantiles, type Spread } from "./quantile.js";
export { rootServerSites } from "./root-sites.js";
export { shares, type Divided, type Share } from "./shares.js";
