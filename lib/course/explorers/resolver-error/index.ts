// The explorer `resolver-error`.
export { resolverError } from "./explorer.js";
export { prepareResolverError } from "./prepare.js";
