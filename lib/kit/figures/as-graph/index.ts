// ASes, links and routes as a graph.
export { asGraphFigure, drawnAsGraphs, type AsGraphFigureOptions } from "./as-graph.js";
export { asGraphContents, momentContents, onlyNeighbour, routesContents } from "./contents.js";
export { arrow, pieceOf } from "./lines.js";
export type {
  AsClient,
  AsGraphContents,
  AsMessage,
  AsNode,
  AsNodeLink,
  AsPathLine,
  AsRouteArrow,
  AsSite,
} from "./model.js";
