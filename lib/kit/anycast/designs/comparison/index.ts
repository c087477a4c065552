// A comparison file: designs, users and seeds; checked and run.
export { DesignComparisonError, parseComparison, readDesignComparison } from "./comparison.js";
export type { FitOptions } from "./fit.js";
export { deployCompared, type ComparedSites, type InternetOptions } from "./internet.js";
export type { ComparedSite, DesignComparison } from "./model.js";
export {
  runDesignComparison,
  type ComparisonPicture,
  type ComparisonRow,
  type FailureRow,
  type RunOptions,
} from "./run.js";
