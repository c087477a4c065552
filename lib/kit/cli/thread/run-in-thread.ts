// Commands that compute run in a thread of their own, so that this one always listens: Ctrl-C and SIGTERM end any command at
// any moment, however long a loop in it takes. The thread's side is thread.ts.
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";

/** What the thread says. */
export type FromThread =
  | { readonly kind: "temporary"; readonly path: string; readonly there: boolean }
  /** The command ends itself in order. */
  | { readonly kind: "heard" };

export interface ThreadData {
  readonly argv: readonly string[];
  /** The module whose `main` runs the command line. */
  readonly module: string;
  /** What the thread cannot see of the terminal. */
  readonly terminals: Readonly<Record<"stdout" | "stderr", Terminal>>;
}

export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly colours: number;
}

export const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type EndSignal = keyof typeof exitCodes;

/** Milliseconds for the thread to say that it ends in order, and for it to have ended. */
const patience = { toHear: 150, toEnd: 550 } as const;

/**
 * Runs the command line `argv` in a thread, by the `main` of a module, and waits for its end; sets the process's exit code.
 * @throws what the thread threw and did not catch, such as a lack of memory
 */
export async function runInThread(argv: readonly string[], module: string): Promise<void> {
  const terminals = { stdout: terminalOf(process.stdout), stderr: terminalOf(process.stderr) };
  const worker = new Worker(new URL("./thread.js", import.meta.url), {
    workerData: { argv, module, terminals } satisfies ThreadData,
  });
  const unfinished = new Set<string>();
  let heard = false;
  worker.on("message", (message: FromThread) => {
    if (message.kind === "heard") heard = true;
    else if (message.there) unfinished.add(message.path);
    else unfinished.delete(message.path);
  });

  let ending: number | undefined;
  const stop = async (signal: EndSignal) => {
    ending ??= exitCodes[signal];
    worker.postMessage(signal);
    await pause(patience.toHear);
    if (heard) await pause(patience.toEnd - patience.toHear);
    // The thread is in a loop, or too slow. What it had begun to write is removed, and nothing else was changed.
    for (const path of unfinished) rmSync(path, { force: true });
    process.exit(ending);
  };
  for (const signal of Object.keys(exitCodes) as EndSignal[]) process.once(signal, () => void stop(signal));

  await new Promise<void>((done, fail) => {
    worker.once("error", (error) => fail(withRemedy(error)));
    worker.once("exit", (code) => {
      process.exitCode = ending ?? code;
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
    "The command needs more memory than it may use. Give it a smaller input, or allow more: NODE_OPTIONS=--max-old-space-size=8000 (MB).",
  );
}
