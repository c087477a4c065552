// The explorer `building`.
export type { BuildingProps } from "./data.js";
export { building } from "./explorer.js";
export { prepareBuilding } from "./prepare.js";
