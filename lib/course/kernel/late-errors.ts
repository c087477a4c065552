// Errors that no statement of a cell catches: a rejected promise without await, a throw in a timer. In the running cell they
// make it fail; in a cell that has ended they are shown under that cell.

export interface LateErrors {
  /** Runs `cell` and resolves to the first uncaught error that arose meanwhile and belongs to it, or to null. */
  readonly during: (cell: () => Promise<void>) => Promise<{ readonly thrown: unknown } | null>;
}

/**
 * @param belongsToRunning Whether an error arose in the running cell.
 * @param report What to do with an error of a cell that has ended.
 */
export function watchLateErrors({
  belongsToRunning,
  report,
}: {
  readonly belongsToRunning: (thrown: unknown) => boolean;
  readonly report: (thrown: unknown) => void;
}): LateErrors {
  let uncaught: Map<unknown, unknown> | null = null;
  const record = (thrown: unknown, key: unknown) => {
    if (uncaught && belongsToRunning(thrown)) uncaught.set(key, thrown);
    else report(thrown);
  };
  process.on("uncaughtException", (error) => record(error, Symbol("thrown")));
  process.on("unhandledRejection", (reason, promise) => record(reason, promise));
  process.on("rejectionHandled", (promise) => uncaught?.delete(promise)); // awaited after all, by a later statement
  return {
    async during(cell) {
      uncaught = new Map();
      try {
        await cell();
        await new Promise((resolve) => setImmediate(resolve)); // Node names unhandled rejections once microtasks are done
        const [first] = uncaught.values();
        return uncaught.size > 0 ? { thrown: first } : null;
      } finally {
        uncaught = null;
      }
    },
  };
}
