// The thread in which a computing command runs (run-in-thread.ts). Its output is written immediately, as if it were a process;
// signals received by the main thread are raised here for commands that shut down cleanly.
import { writeSync } from "node:fs";
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { exitCodes, type EndSignal } from "./end-now.js";
import type { FromThread, Terminal, ThreadData } from "./run-in-thread.js";

const say = (message: FromThread) => parentPort!.postMessage(message);
const waiting = new Int32Array(new SharedArrayBuffer(4));

/** Writes everything to the stream of the process; a closed pipe ends the command, as usual. */
function writeAll(fd: number, text: string | Uint8Array): void {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") process.exit(0);
      if (code !== "EAGAIN") throw error;
      Atomics.wait(waiting, 0, 0, 5); // the reader is slower than the writer
    }
  }
}

function connect(stream: NodeJS.WriteStream, fd: number, { isTTY, columns, colours }: Terminal): void {
  stream.write = (text: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    writeAll(fd, text);
    const call = typeof encoding === "function" ? encoding : done;
    if (typeof call === "function") process.nextTick(call);
    return true;
  };
  Object.assign(stream, { isTTY, columns, getColorDepth: () => colours, hasColors: (n = 16) => n <= 2 ** colours });
}

async function start(): Promise<void> {
  const { argv, module, terminals } = workerData as ThreadData;
  connect(process.stdout, 1, terminals.stdout);
  connect(process.stderr, 2, terminals.stderr);
  // Libraries that end their children on a signal raise it once more afterwards, for the whole process.
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) =>
    pid === process.pid && typeof signal === "string" && signal in exitCodes
      ? process.exit(exitCodes[signal as EndSignal])
      : kill(pid, signal);
  parentPort!.on("message", (signal: EndSignal) => {
    if (process.listenerCount(signal) === 0) process.exit(exitCodes[signal]);
    say({ kind: "heard" });
    process.emit(signal, signal);
  });
  parentPort!.unref();
  const { main } = (await import(module)) as { main: (words: readonly string[]) => Promise<void> };
  await main(argv);
  process.exit();
}

if (!isMainThread) await start();
