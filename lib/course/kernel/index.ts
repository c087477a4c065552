// How a cell is run: registering the kernel, executing a notebook on it. The kernel itself is started by Jupyter (launcher.ts).
export { executeNotebook, type CellProgress, type ExecuteOptions, type NotebookJson } from "./execute.js";
export { KernelError, type KernelFailure } from "./kernel-error.js";
export {
  findKernel,
  installKernel,
  installPlainKernel,
  kernelName,
  launcherPath,
  type InstalledKernel,
} from "./kernelspec.js";
export { type Line } from "./answers/index.js";
export { runningCells, type CellRun, type RunningCells } from "./running-cells.js";
export { type AnswerPipes, type Confinement } from "./supervisor/worker-process.js";
export { childrenOf, useOfTree } from "./process-tree.js";
export { playNotebook, type PlayOptions } from "./play-notebook.js";
