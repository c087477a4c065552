// Studies behind the lessons: published numbers, prediction from measurements, real kernels.
export {
  kernelComparison,
  outcomeText,
  type KernelComparison,
  type KernelObservations,
  type KernelRow,
} from "./linux/comparison.js";
export { kernelPredictions, type KernelOutcome, type KernelPrediction } from "./linux/predictions.js";
export { anyOptStudy } from "./published/any-opt-study.js";
export {
  brokenRegional,
  checkRegional,
  type RegionCheck,
  type RegionalCase,
  type RegionalCheck,
  type RegionalFault,
} from "./published/broken-regional.js";
export { calderStudy, kochStudy, saratStudy } from "./published/cdn-study.js";
export { publishedComparison, publishedStudies, type PublishedComparisonOptions } from "./published/comparison.js";
export { deployInCities, type Connection } from "./published/deploy-in-cities.js";
export { linkedInPublished, type LinkedInRegion } from "./published/linkedin-published.js";
export { linkedInStudy } from "./published/linkedin-study.js";
export { linkedInEvaluations, linkedInTable, type LinkedInRow } from "./published/linkedin-table.js";
export {
  LINKEDIN_ASN,
  linkedIn,
  linkedInNetwork,
  type LinkedInCase,
  type RegionalClient,
} from "./published/linkedin.js";
export { publishedResults } from "./published/results.js";
export { rootLettersStudy, vantagePoints } from "./published/root-letters-study.js";
export type { PublishedRow, StudiedQuantity, Study } from "./published/study.js";
export { deploymentResults, type DeploymentResults, type DeploymentRow } from "./deployment-results.js";
export { validationResults, type ValidationResults } from "./validation-results.js";
