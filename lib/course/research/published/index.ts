// Published studies beside our own numbers.
export { anyOptStudy } from "./any-opt-study.js";
export {
  brokenRegional,
  checkRegional,
  type RegionCheck,
  type RegionalCase,
  type RegionalCheck,
  type RegionalFault,
} from "./broken-regional.js";
export { calderStudy, kochStudy, saratStudy } from "./cdn-study.js";
export { publishedComparison, publishedStudies, type PublishedComparisonOptions } from "./comparison.js";
export { deployInCities, type Connection } from "./deploy-in-cities.js";
export { linkedInPublished, type LinkedInRegion } from "./linkedin-published.js";
export { linkedInStudy } from "./linkedin-study.js";
export { linkedInEvaluations, linkedInTable, type LinkedInRow } from "./linkedin-table.js";
export { LINKEDIN_ASN, linkedIn, linkedInNetwork, type LinkedInCase, type RegionalClient } from "./linkedin.js";
export { publishedResults } from "./results.js";
export { rootLettersStudy, vantagePoints } from "./root-letters-study.js";
export type { PublishedRow, StudiedQuantity, Study } from "./study.js";
