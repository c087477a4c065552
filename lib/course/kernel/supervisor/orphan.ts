// A kernel whose Jupyter was killed must end, even in an endless loop. So a small thread checks every second whether the
// process that started the kernel is still the parent (ipykernel does the same).
import { Worker } from "node:worker_threads";

const watch = `
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 1000);
`;

/** Ends this process when its parent is gone, if the parent is the Jupyter process that announced itself (JPY_PARENT_PID). */
export function endWithParent(): void {
  if (Number(process.env.JPY_PARENT_PID) !== process.ppid) return;
  new Worker(watch, { eval: true }).unref();
}
