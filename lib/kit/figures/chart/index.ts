// Charts with axes, bars and lanes.
export { numberText, type AxisOptions } from "./axis.js";
export { barsFigure, type Bar, type BarLook, type BarsOptions } from "./bars.js";
export type { CurveMark, CurvePoint } from "./curve-scene.js";
export { curvesFigure, type CurveSeries, type CurvesOptions } from "./curves.js";
export { distribution, distributionFigure, type Distribution, type DistributionOptions } from "./distribution.js";
export { flowGridFigure, type FlowGridOptions } from "./flow-grid.js";
export { lostQueriesFigure, type LostQueriesOptions } from "./queries/lost-queries.js";
export { movesFigure, type MovesOptions } from "./moves.js";
export { lanesByClient, type QueryLane } from "./queries/query-lanes.js";
export { providePlotWindow } from "./plot-document.js";
export { isPlot, plotFigure, type PlotElement, type PlotFigureOptions } from "./plot-figure.js";
export { queryStrip, type QueryStripOptions } from "./queries/query-strip.js";
export { roundTripFigure } from "./round-trips.js";
export { sharesFigure, type SharesOptions, type SiteShare } from "./shares.js";
export { cascadeRounds, utilisationFigure, type LoadRound, type UtilisationOptions } from "./utilisation.js";
