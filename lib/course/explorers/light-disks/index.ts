// The explorer `light-disks`.
export type { LightDisksProps } from "./data.js";
export { lightDisks } from "./explorer.js";
export { prepareLightDisks } from "./prepare.js";
