// Measured catchments beside predicted ones, as a page.
export { observedPage, type ObservedAs, type ObservedPageOptions } from "./page.js";
