// The explorer `path-mtu`.
export type { PathMtuProps } from "./data.js";
export { pathMtu } from "./explorer.js";
export { preparePathMtu } from "./prepare.js";
export { tooBigGrid, type TooBigGridOptions } from "./too-big-grid.js";
