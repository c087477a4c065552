// Designs over the same sites: global, GeoDNS, regional, hybrid; measured and compared.
export { answersByCity, roundTrips, type CityAnswers } from "./answers.js";
export { breakEven, type BreakEven } from "./break-even.js";
export {
  capstoneBrief,
  costOf,
  deployProposal,
  designPoints,
  pointsFor,
  referenceDesigns,
  scoreDesign,
  scoring,
  type CapstoneBrief,
  type CostItem,
  type DesignPoint,
  type DesignScore,
  type FailureCase,
  type Prices,
  type Proposal,
  type ProposedSite,
  type ScorePart,
  type ScoredPart,
  type SessionDetection,
} from "./capstone/index.js";
export {
  catchmentsOnce,
  outcomesOnce,
  type FindCatchment,
  type FindOutcomes,
  type SameClients,
} from "./catchments-once.js";
export { chooseGreedily, improveSites, worthOfSites, type ChooseOptions, type ChosenSites } from "./choose-sites.js";
export {
  DesignComparisonError,
  deployCompared,
  parseComparison,
  readDesignComparison,
  runDesignComparison,
  type ComparedSite,
  type ComparedSites,
  type ComparisonPicture,
  type ComparisonRow,
  type DesignComparison,
  type FailureRow,
  type FitOptions,
  type InternetOptions,
  type RunOptions,
} from "./comparison/index.js";
export {
  connectionsBroken,
  connectionsBrokenByChange,
  connectionsBrokenByRoutes,
  connectionsOf,
  type BrokenByChange,
  type Connections,
  type ConnectionsBroken,
  type SiteDeathBreaks,
} from "./connections-broken.js";
export { checkDesign, servicesOf, type Design, type DesignRegion, type Service } from "./design.js";
export { detours, partOnDetour, type Detour, type DetourOptions } from "./detours.js";
export { rttByErrorRate } from "./error-rates.js";
export {
  clientsOf,
  compareDesigns,
  designFidelity,
  designRoutes,
  evaluate,
  forEachPart,
  transactionOf,
  type DesignRoutes,
  type EvaluateOptions,
  type Evaluation,
  type Transaction,
} from "./evaluate.js";
export { meanInterval, type MeanInterval } from "./mean-interval.js";
export { designMeasures, difference, failureMeasures, measured, type Measure } from "./measures.js";
export { onlySites } from "./only-sites.js";
export { movedAt, withRecoveryDefaults, recoverySeconds, type Recovery } from "./outage.js";
export { pairwisePreferences, predictSites, type Preferences } from "./preferences.js";
export { shedByDns, shedByPrepending, type DnsShedding, type PrependRound, type ShedOptions } from "./shedding.js";
export { FATES, afterLoss, loseSites, type LossOutcomes, type SiteLoss, type SiteLossOptions } from "./site-loss.js";
export { checkChances, steer, type DnsSteering, type SteerOptions, type Steering } from "./steering.js";
