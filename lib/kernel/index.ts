// How a cell is run: registering the kernel, executing a notebook on it. The kernel itself is started by Jupyter (launcher.ts).
export * from "./execute.js";
export * from "./kernel-error.js";
export * from "./kernelspec.js";
export * from "./play-notebook.js";
