export { comparisonPage, type ComparisonPageOptions } from "./page.js";
export {
  comparisonReport,
  type ComparisonReport,
  type ReportedDesign,
  type ReportGraph,
  type ReportInput,
} from "./report.js";
export { differencesTable, failuresTables, measuresTable } from "./tables.js";
