// The explorer `break-probability`.
export type { BreakProbabilityProps } from "./data.js";
export { breakProbability } from "./explorer.js";
export { prepareBreakProbability } from "./prepare.js";
