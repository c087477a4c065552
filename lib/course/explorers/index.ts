// The interactive explorers: one folder each.
export type { CatchmentBorderProps } from "./catchment-border/data.js";
export { explorerCss } from "./core/css.js";
export { ExplorerError } from "./core/explorer.js";
export { explorerNamed, type ExplorerName, type ExplorerProps } from "./list.js";
export { tooBigGrid, type TooBigGridOptions } from "./path-mtu/too-big-grid.js";
export type { PredictionProps } from "./prediction/explorer.js";
export { prepareProps } from "./prepare.js";
export { renderExplorer, renderWithText, type RenderOptions } from "./render-explorer.js";
