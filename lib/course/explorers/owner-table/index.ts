// The explorer `owner-table`.
export type { OwnerTableProps } from "./data.js";
export { ownerTable } from "./explorer.js";
export { prepareOwnerTable } from "./prepare.js";
