// The explorer `best-k`.
export type { BestKProps } from "./data.js";
export { bestK } from "./explorer.js";
export { prepareBestK } from "./prepare.js";
