// The explorer `protocols`.
export type { ProtocolsProps } from "./data.js";
export { protocols } from "./explorer.js";
export { prepareProtocols } from "./prepare.js";
