// The explorer `player`.
export { player } from "./explorer.js";
export { preparePlayer } from "./prepare.js";
export type { PlayerProps } from "./props.js";
