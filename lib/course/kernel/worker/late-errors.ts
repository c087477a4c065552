// Errors that no statement of a cell catches: a promise nobody awaits that rejects, a throw in a timer. Of the running
// cell, they make it fail; of a cell that has ended, they are shown under that cell. Either way they are not lost.

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
  const listeners = {
    uncaughtException: (error: unknown) => record(error, Symbol("thrown")),
    unhandledRejection: (reason: unknown, promise: Promise<unknown>) => record(reason, promise),
    rejectionHandled: (promise: Promise<unknown>) => uncaught?.delete(promise), // awaited after all, by a later statement
  };
  // The loop of a cell is broken by node:vm, which takes these listeners away meanwhile; an await by the supervisor's command.
  const onInterrupt = () => {};
  const listen = () => {
    for (const [event, listener] of Object.entries(listeners))
      if (!process.listeners(event as never).includes(listener as never)) process.on(event, listener);
  };
  listen();
  // Without these listeners the next error would end the process.
  for (const name of ["removeListener", "off"] as const) {
    const remove = process[name].bind(process) as (...values: unknown[]) => typeof process;
    process[name] = (...values: unknown[]) => {
      remove(...values);
      listen();
      return process;
    };
  }
  const removeAll = process.removeAllListeners.bind(process) as (event: unknown) => void;
  process.removeAllListeners = (...[event]: unknown[]) => {
    // Node's own, which turn a listener for a signal into a handler of the signal.
    const events = (event === undefined ? process.eventNames() : [event]).filter(
      (each) => each !== "newListener" && each !== "removeListener",
    );
    events.forEach(removeAll);
    listen();
    return process;
  };
  return {
    async during(cell) {
      uncaught = new Map();
      if (!process.listeners("SIGINT").includes(onInterrupt)) process.on("SIGINT", onInterrupt);
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
