// The explorer `decision`.
export type { DecisionProps } from "./data.js";
export { decision } from "./explorer.js";
export { prepareDecision } from "./prepare.js";
