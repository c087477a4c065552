// The explorer `hash-table`.
export type { HashTableProps } from "./data.js";
export { hashTable } from "./explorer.js";
export { prepareHashTable } from "./prepare.js";
