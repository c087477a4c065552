export * from "./as-graph.js";
export * from "./as-graph-contents.js";
export {
  type AsClient,
  type AsGraphContents,
  type AsMessage,
  type AsNode,
  type AsNodeLink,
  type AsPathLine,
  type AsRouteArrow,
  type AsSite,
} from "./as-graph-model.js";
export * from "./catchment-map.js";
export * from "./change-map.js";
export * from "./city-map.js";
export * from "./css.js";
export { curvesFigure, type CurvesOptions, type CurveSeries } from "./curves.js";
export { type CurveMark, type CurvePoint } from "./curve-scene.js";
export { type AxisOptions } from "./chart-axis.js";
export { type ColumnKind } from "./data-table.js";
export { decisionOf, type DecisionCandidate, type DecisionCase, type DecisionRefusal } from "./decision-rows.js";
export * from "./decision-table.js";
export * from "./distribution.js";
export * from "./figure.js";
export * from "./figure-error.js";
export { type FigureText } from "./frame.js";
export * from "./flow-grid.js";
export { ladderFigure, type LadderFigureOptions } from "./ladder.js";
export * from "./light-disks.js";
export * from "./lost-queries.js";
export * from "./map.js";
export { type Box, type Region, type WhichLabels } from "./map-choices.js";
export {
  type MapClient,
  type MapContents,
  type MapLink,
  type MapNetwork,
  type MapRouter,
  type MapSite,
} from "./map-model.js";
export { type MapPath } from "./map-strands.js";
export * from "./moves.js";
export { lanesByClient, type QueryLane } from "./query-lanes.js";
export * from "./query-strip.js";
export * from "./round-trips.js";
export * from "./routing-tables.js";
export * from "./shares.js";
export { siteBadge, siteLetters, siteMark, siteMarks, type SiteLetter, type SiteMark } from "./site-mark.js";
export * from "./table.js";
export { themes, type Theme, type ThemeName } from "./theme.js";
export * from "./too-big-grid.js";
export * from "./utilisation.js";
