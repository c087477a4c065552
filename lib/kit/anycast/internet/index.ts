// Deployments between ASes: catchments, latency, knobs, failure, load.
export { attachOrigin, attachOrigins, type AttachCity, type AttachOptions, type Transit } from "./attach.js";
export { catchmentByCity, splitAses, type CityCatchment, type SplitAs } from "./by-city.js";
export {
  catchmentFidelity,
  internetCatchment,
  withDeployment,
  type InternetCatchment,
  type InternetCatchmentOptions,
  type InternetOutcome,
} from "./catchment.js";
export { updateAnnouncement, drain, noAnnounce, prepend } from "./changes.js";
export { internetClients, locate, type InternetClient, type LocatedClient } from "./clients.js";
export { compareCatchments, type ClientMove, type Comparison, type Move } from "./compare.js";
export {
  deployOnInternet,
  placeOf,
  type DeployOnInternetOptions,
  type InternetDeployment,
  type InternetSite,
  type InternetSiteSpec,
  type SiteScope,
} from "./deployment.js";
export {
  FAILS_AT_MS,
  failover,
  type Failover,
  type FailoverOptions,
  type FailoverPhase,
  type Failure,
} from "./failover.js";
export { failHealthChecks, failSite, type FailSiteOptions, type HealthCheckOptions } from "./failure.js";
export { compareHosts, type CompareHostsOptions, type Host, type HostComparison, type HostMeasure } from "./hosts.js";
export { POLARISED_MS, inflation, type ClientInflation, type Inflation } from "./inflation.js";
export type { ClientOutcomes } from "./client-outcomes.js";
export {
  cascade,
  loads,
  nMinusOne,
  type Cascade,
  type CascadeOptions,
  type CascadeRound,
  type DemandOptions,
  type SurvivesLoss,
} from "./loads.js";
export { checkOrigins, type OriginCheck } from "./origins.js";
export { roundTrip, type RoundTrip, type RpfCheck } from "./return-path.js";
export { statesOf } from "./states.js";
export { bestAlone, unicastRtts, type UnicastRtts } from "./unicast.js";
