// The ladder diagram: messages between hosts over time.
export { ladderCss } from "./css.js";
export { ladderFigure, type LadderFigureOptions } from "./ladder.js";
