// The explorer `knobs`.
export { askedUsers, cityUsers, type AskedUsers } from "./catchment.js";
export type { KnobsProps } from "./data.js";
export { knobs } from "./explorer.js";
export { prepareKnobs } from "./prepare.js";
