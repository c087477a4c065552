// Figures: data in, accessible chart, map, graph, ladder or table out.
export { asGraphFigure, type AsGraphFigureOptions } from "./as-graph/as-graph.js";
export { withPositions } from "./as-graph/layout.js";
export { asGraphContents, momentContents, onlyNeighbour, routesContents } from "./as-graph/contents.js";
export type {
  AsClient,
  AsGraphContents,
  AsMessage,
  AsNode,
  AsNodeLink,
  AsPathLine,
  AsRouteArrow,
  AsSite,
} from "./as-graph/model.js";
export { maglevFigure, type MaglevOptions } from "./building/maglev.js";
export { ringFigure, type RingOptions } from "./building/ring.js";
export { tiersFigure, type Tier, type TierNode, type TierPath, type TiersOptions } from "./building/tiers.js";
export { numberText, type AxisOptions } from "./chart/axis.js";
export { barsFigure, type Bar, type BarLook, type BarsOptions } from "./chart/bars.js";
export type { CurveMark, CurvePoint } from "./chart/curve-scene.js";
export { curvesFigure, type CurveSeries, type CurvesOptions } from "./chart/curves.js";
export { distribution, distributionFigure, type Distribution, type DistributionOptions } from "./chart/distribution.js";
export { flowGridFigure, type FlowGridOptions } from "./chart/flow-grid.js";
export { lostQueriesFigure, type LostQueriesOptions } from "./chart/queries/lost-queries.js";
export { movesFigure, type MovesOptions } from "./chart/moves.js";
export type { QueryLane } from "./chart/queries/query-lanes.js";
export { providePlotWindow } from "./chart/plot-document.js";
export { isPlot, plotFigure, type PlotElement, type PlotFigureOptions } from "./chart/plot-figure.js";
export { queryStrip, type QueryStripOptions } from "./chart/queries/query-strip.js";
export { roundTripFigure } from "./chart/round-trips.js";
export { sharesFigure, type SharesOptions, type SiteShare } from "./chart/shares.js";
export { cascadeRounds, utilisationFigure, type LoadRound, type UtilisationOptions } from "./chart/utilisation.js";
export type { ColumnKind } from "./core/data-table.js";
export { drawOnly, type SizeName } from "./core/drawn-size.js";
export { embedJson } from "./core/embed-json.js";
export { FigureError } from "./core/figure-error.js";
export type { Figure, FigureData } from "./core/figure.js";
export { frame, type FigureText } from "./core/frame.js";
export type { Pixel } from "./core/pixel.js";
export { escapeHtml, unbroken } from "./core/html.js";
export { lruCache } from "./core/lru-cache.js";
export { legendIcon, legendList } from "./core/legend.js";
export { isSiteLetter, siteBadge, siteClass, siteLetters, siteShape } from "./core/site-mark.js";
export { themes, type Theme, type ThemeName } from "./core/theme.js";
export { figureCss } from "./css.js";
export { ladderFigure, type LadderFigureOptions } from "./ladder/ladder.js";
export { catchmentMap, type CatchmentMapOptions, type InternetMapOptions } from "./map/catchment-map.js";
export { changeMap, changeMapParts, type ChangeMapOptions, type CityChange } from "./map/change-map.js";
export type { Box, Region, WhichLabels } from "./map/choices.js";
export { cityMap, cityMapParts, type CityMapOptions, type CityUsers } from "./map/city-map.js";
export { lightDisksFigure, type LightDisksOptions } from "./map/light-disks.js";
export { mapFigure, type MapOptions } from "./map/map.js";
export type { MapClient, MapContents, MapLink, MapNetwork, MapRouter, MapSite } from "./map/model.js";
export type { MapPath } from "./map/strands.js";
export { asGraphStage } from "./stage/as-graph-stage.js";
export { mapStage, type MapStageOptions } from "./stage/map-stage.js";
export { rowStage, type RowPlace, type RowStageOptions } from "./stage/row-stage.js";
export type { Stage, StagePicture } from "./stage/stage.js";
export { decisionOf, type DecisionCandidate, type DecisionCase, type DecisionRefusal } from "./table/decision-rows.js";
export { decisionFigure, decisionTable, type DecisionTableOptions } from "./table/decision-table.js";
export { hostFigure } from "./table/hosts.js";
export { fibTable, walkTable } from "./table/routing-tables.js";
export { svgPicture } from "./svg/svg-picture.js";
export { svgFile } from "./svg-file.js";
export { tableFigure, type TableColumn, type TableOptions } from "./table/table.js";
