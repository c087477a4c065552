// The HTML report of `anycast compare`.
export { comparisonPage, type ComparisonPageOptions } from "./page.js";
export {
  comparisonReport,
  type ComparisonReport,
  type ReportGraph,
  type ReportInput,
  type ReportedDesign,
} from "./report.js";
export { differencesTable, failuresTables, measuresTable } from "./tables.js";
