// The engineer's commands, and what the course's commands share with them. Node only.
export { openAsGraph } from "./as-graph-file.js";
export { Failure } from "./failure.js";
export { afterFirst, columns, number, percent } from "./format.js";
export { computingCommands, engineersCommands, main, type Commands } from "./main.js";
export { oneLine } from "./one-line.js";
export { onEndSignal } from "./on-end-signal.js";
export { exitCodes, type EndSignal } from "./thread/end-now.js";
export { checkOutFiles } from "./out-file.js";
export { collectSites, siteHelp } from "./site-option.js";
export { sayWhileSlow } from "./say-while-slow.js";
export { runSteps, type Step } from "./steps.js";
export { offerLiveCells, type MakeLiveCells } from "./live-cells.js";
