// The engineer's commands, and what the course's commands share with them. Node only.
export { openAsGraph } from "./as-graph-file.js";
export { Failure } from "./failure.js";
export { computingCommands, engineersCommands, main, type Commands } from "./main.js";
export { exitCodes, type EndSignal } from "./thread/run-in-thread.js";
export { sayWhileSlow } from "./say-while-slow.js";
export { runSteps, type Step } from "./steps.js";
