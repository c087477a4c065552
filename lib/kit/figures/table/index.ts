// Tables, and the data table that every figure carries.
export { decisionOf, type DecisionCandidate, type DecisionCase, type DecisionRefusal } from "./decision-rows.js";
export { decisionFigure, decisionTable, type DecisionTableOptions } from "./decision-table.js";
export { fibTable, walkTable } from "./routing-tables.js";
export { tableFigure, type TableColumn, type TableOptions } from "./table.js";
export { hostFigure } from "./hosts.js";
