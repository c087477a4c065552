// The engineer's commands, and what the course's commands share with them. Node only.
export { openAsGraph } from "./as-graph-file.js";
export { Failure } from "./failure.js";
export { afterFirst, columns, number, oneLine, percent, runSteps, sayWhileSlow, type Step } from "./terminal/index.js";
export { computingCommands, engineersCommands, main, type Commands } from "./main.js";
export { onEndSignal } from "./on-end-signal.js";
export { exitCodes, type EndSignal } from "./thread/end-now.js";
export { checkOutFiles } from "./out-file.js";
export { collectSites, siteHelp } from "./site-option.js";
export { offerLiveCells, type MakeLiveCells } from "./live-cells.js";
