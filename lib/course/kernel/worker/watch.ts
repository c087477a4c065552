// Three things that a cell in an endless loop cannot look after itself, in a small thread: the worker ends when its supervisor
// is gone, and when the whole process (typed arrays and buffers included, which V8's own limit leaves out) grows too large. And
// a loop behind an `await`, which a signal does not reach, is broken from here when the supervisor asks for it.
import { Worker } from "node:worker_threads";
import { stopPipe } from "../frames.js";

/** What the process may use beyond V8's heap, MB. */
const besides = 1024;

const watch = `
const { workerData } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  if (process.memoryUsage.rss() > workerData * 1048576) {
    writeSync(2, "anycast-kit kernel: memory\\n");
    process.kill(process.pid, "SIGKILL");
  }
}, 500);

const { Session } = require("node:inspector");
const { Socket } = require("node:net");
new Socket({ fd: ${stopPipe}, readable: true, writable: false }).on("error", () => {}).on("data", () => {
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => session.disconnect());
});
`;

export function watchParentAndMemory(memoryMb: number): void {
  new Worker(watch, { eval: true, workerData: memoryMb + besides }).unref();
}
