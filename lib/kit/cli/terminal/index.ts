// What a command says and asks on a terminal: numbers and tables, progress, questions, and names of strangers made harmless.
export { askOnTerminal } from "./ask-on-terminal.js";
export { afterFirst, columns, number, percent, plural } from "./format.js";
export { oneLine, visible } from "./one-line.js";
export { sayWhileSlow } from "./say-while-slow.js";
export { runSteps, type Step } from "./steps.js";
