// The explorer `catchment-border`.
export type { CatchmentBorderProps } from "./data.js";
export { catchmentBorder } from "./explorer.js";
export { prepareCatchmentBorder } from "./prepare.js";
