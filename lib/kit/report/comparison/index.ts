// The HTML report of `anycast compare`.
export { comparisonCells, type LiveCells, type PageCell } from "./cells.js";
export { comparisonPage, type ComparisonPageOptions } from "./page.js";
export {
  comparisonReport,
  type ComparisonReport,
  type ReportGraph,
  type ReportInput,
  type ReportedDesign,
} from "./report.js";
export { differencesTable, failuresTables, measuresTable } from "./tables.js";
