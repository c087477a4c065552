// The cells of one kernel and the worker that runs them. When a worker ends, another takes its place; where nobody watches
// (nbclient, nbgrader), the cells that ran before are run again in it, so that one cell costs its own result and no other's.
import type { ErrorContent } from "../cell/index.js";
import type { Frame, Graded, Question } from "../frames.js";
import { errorOf, type Death } from "./death.js";
import { startWorker, type Worker, type WorkerOptions } from "./worker-process.js";

export interface SessionEvents {
  /** What a cell did; not called for what a replayed cell does again. */
  readonly onFrame: (frame: Frame & { readonly cell: number }) => void;
  readonly onRawText: (name: "stdout" | "stderr", text: string) => void;
  /** The worker ended between two cells; the error says so to the learner. */
  readonly onIdleDeath: (error: ErrorContent) => void;
}

export interface Session {
  /** Runs a cell; its error, or null. `unattended`: no person waits, so a lost worker is made good by running cells again. */
  run(cell: {
    readonly number: number;
    readonly code: string;
    readonly graded: Graded;
    readonly unattended: boolean;
    /** Called when the cell begins, after cells that had to be run again. */
    readonly onBegin?: () => void;
  }): Promise<ErrorContent | null>;
  ask(what: Question, content: object): Promise<object | null>;
  interrupt(): void;
  end(): void;
}

interface Ran {
  readonly failed?: boolean;
  readonly number: number;
  readonly code: string;
  readonly graded: Graded;
}

export function openSession(options: Omit<WorkerOptions, keyof SessionEvents> & SessionEvents): Session {
  /** Cells whose names the worker holds. */
  let held: Ran[] = [];
  let current = 0;
  let attended = true;
  /** What cells up to this number do is not reported: they run again. */
  let silentUpTo = 0;
  let worker: Worker | null = start();
  /** Set while cells are run again. */
  let restored: Promise<void> = Promise.resolve();

  function start(): Worker {
    const own: Worker = startWorker({
      ...options,
      onFrame: (frame) => {
        if (frame.cell > silentUpTo && frame.cell <= current) options.onFrame(frame);
      },
      onRawText: (name, text) => {
        if (current > silentUpTo) options.onRawText(name, text);
      },
      onIdleDeath: (death, wasReady) => {
        if (own !== worker) return;
        worker = null;
        if (wasReady) options.onIdleDeath(lost(death, current));
      },
    });
    return own;
  }

  /** Puts a new worker in the place of one that ended; what to say about it. */
  function lost(death: Death, number: number): ErrorContent {
    const error = errorOf(death, {
      number,
      lost: held.flatMap((cell) => (cell.failed ? [] : [cell.number])),
      replayed: !attended,
    });
    const again = held;
    held = [];
    worker = start();
    if (!attended) restored = replay(again);
    return error;
  }

  async function replay(cells: readonly Ran[]): Promise<void> {
    silentUpTo = current;
    let left = [...cells];
    for (let i = 0; i < left.length; i++) {
      worker ??= start();
      if ((await worker.execute(left[i])).kind === "done") continue;
      left = left.filter((_, each) => each !== i); // it was well the first time, and is not now: without it then
      worker = null;
      i = -1;
    }
    held = left;
  }

  return {
    async run({ number, code, graded, unattended, onBegin }) {
      attended = !unattended;
      await restored;
      current = number;
      worker ??= start();
      onBegin?.();
      const outcome = await worker.execute({ number, code, graded });
      if (outcome.kind === "died") {
        worker = null;
        return lost(outcome.death, number);
      }
      if (outcome.error?.ename !== "Interrupted" || attended)
        held.push({ number, code, graded, failed: outcome.error !== null });
      return outcome.error;
    },
    ask: async (what, content) => (worker ? worker.ask(what, content) : null),
    interrupt: () => worker?.interrupt(),
    end: () => worker?.end(),
  };
}
