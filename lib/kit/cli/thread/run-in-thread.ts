// Computing commands run in a separate thread, so that this one can handle signals: Ctrl-C and SIGTERM end any command at any
// time, even in a long loop. thread.ts is the other side.
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { removeTemporary, type Temporary } from "../../files/temporary/index.js";
import { endNow, exitCodes, type EndSignal } from "./end-now.js";

/** Messages of the thread. */
export type FromThread =
  | { readonly kind: "temporary"; readonly what: Temporary; readonly there: boolean }
  /** The command shuts down cleanly by itself. */
  | { readonly kind: "heard" };

export interface ThreadData {
  readonly argv: readonly string[];
  /** The module whose `main` runs the command line. */
  readonly module: string;
  /** Properties of the terminal that the thread cannot read. */
  readonly terminals: Readonly<Record<"stdout" | "stderr", Terminal>>;
}

export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly colours: number;
}

/** Milliseconds for the thread to announce a clean shutdown, to complete it, and to stop where it did not. */
const patience = { toHear: 150, toEnd: 550, toStop: 150 } as const;

/**
 * Runs the command line `argv` in a thread, with the `main` of a module, and waits for it to end; sets the process's exit code.
 * @throws an uncaught error of the thread, such as a lack of memory
 */
export async function runInThread(argv: readonly string[], module: string): Promise<void> {
  const terminals = { stdout: terminalOf(process.stdout), stderr: terminalOf(process.stderr) };
  const worker = new Worker(new URL("./thread.js", import.meta.url), {
    workerData: { argv, module, terminals } satisfies ThreadData,
  });
  const unfinished = new Set<Temporary>();
  let heard = false;
  worker.on("message", (message: FromThread) => {
    if (message.kind === "heard") heard = true;
    else if (message.there) unfinished.add(message.what);
    else unfinished.delete(message.what);
  });

  let ending: EndSignal | undefined;
  let isStopped = false;
  const stop = async (signal: EndSignal) => {
    ending ??= signal;
    worker.postMessage(signal);
    await pause(patience.toHear);
    if (heard) await pause(patience.toEnd - patience.toHear);
    // The thread is in a loop, or too slow. It is stopped, so that it writes no more; its processes are killed, then its unfinished
    // files removed; nothing else was changed.
    isStopped = true;
    const hasEnded = await Promise.race([worker.terminate().then(() => true), pause(patience.toStop, false)]);
    const processesFirst = [...unfinished].sort(
      (a, b) => Number(typeof a === "string") - Number(typeof b === "string"),
    );
    for (const what of processesFirst) removeTemporary(what);
    endNow(ending, hasEnded);
  };
  for (const signal of Object.keys(exitCodes) as EndSignal[]) process.once(signal, () => void stop(signal));

  await new Promise<void>((done, fail) => {
    worker.once("error", (error) => fail(withRemedy(error)));
    worker.once("exit", (code) => {
      if (isStopped) return;
      process.exitCode = ending ? exitCodes[ending] : code;
      done();
    });
  });
  process.exit();
}

const terminalOf = (stream: NodeJS.WriteStream): Terminal => ({
  isTTY: stream.isTTY,
  columns: stream.columns,
  colours: stream.isTTY ? stream.getColorDepth() : 1,
});

function withRemedy(error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== "ERR_WORKER_OUT_OF_MEMORY") return error;
  return new Error(
    "The command ran out of memory. Use a smaller input, or raise the limit: NODE_OPTIONS=--max-old-space-size=8000 (MB).",
  );
}
