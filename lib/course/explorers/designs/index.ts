// The explorer `designs`.
export { SEES } from "./data.js";
export { designs } from "./explorer.js";
export { prepareDesigns } from "./prepare.js";
export {
  LEVELS,
  type AddASiteJson,
  type AddASiteProps,
  type DesignsProps,
  type Level,
  type ResolverErrorJson,
  type ResolverErrorProps,
} from "./props.js";
export { regionalDesign, serviceOf, type Service } from "./service.js";
export {
  fail,
  inOrder,
  letter,
  part,
  service,
  sites,
  someSites,
  steered,
  steeredOf,
  usual,
  USUAL_CANDIDATES,
} from "./service-schema.js";
export { ms } from "./summary.js";
