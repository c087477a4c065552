// The explorer `load`.
export type { LoadProps } from "./data.js";
export { load } from "./explorer.js";
export { prepareLoad } from "./prepare.js";
