// The explorer `knobs`.
export {
  askedUsers,
  catchmentOf,
  citiesOf,
  cityUsers,
  sharesOf,
  type AskedUsers,
  type KnobsCatchment,
} from "./catchment.js";
export type { KnobsProps } from "./data.js";
export { knobs } from "./explorer.js";
export { prepareKnobs } from "./prepare.js";
