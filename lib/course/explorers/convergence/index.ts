// The explorer `convergence`.
export { convergence } from "./explorer.js";
export { prepareConvergence } from "./prepare.js";
export type { ConvergenceProps } from "./props.js";
