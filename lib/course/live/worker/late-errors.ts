// Errors that no statement of a cell catches: a rejected promise that is not awaited, a throw in a timer. As in the kernel
// (kernel/late-errors.ts), errors of the running cell make it fail; errors of a cell that has ended are shown under it.

export interface LateErrors {
  /** Runs `cell` and resolves to the first uncaught error of that cell during the run, or to null. */
  during(cell: () => Promise<void>): Promise<{ readonly thrown: unknown } | null>;
}

export function watchLateErrors({
  listen,
  belongsToRunning,
  report,
}: {
  readonly listen: typeof addEventListener;
  readonly belongsToRunning: (thrown: unknown) => boolean;
  readonly report: (thrown: unknown) => void;
}): LateErrors {
  let uncaught: Map<unknown, unknown> | null = null;
  const later = setTimeout.bind(globalThis);
  const record = (event: Event, thrown: unknown, key: unknown) => {
    event.preventDefault();
    if (uncaught && belongsToRunning(thrown)) uncaught.set(key, thrown);
    else report(thrown);
  };
  listen("error", (event) => record(event, event.error, event));
  listen("unhandledrejection", (event) => record(event, event.reason, event.promise));
  listen("rejectionhandled", (event) => void uncaught?.delete(event.promise)); // awaited after all, by a later statement
  return {
    async during(cell) {
      uncaught = new Map();
      try {
        await cell();
        await new Promise((resolve) => later(resolve, 0)); // browsers report unhandled rejections after the microtasks
        const [first] = uncaught.values();
        return uncaught.size > 0 ? { thrown: first } : null;
      } finally {
        uncaught = null;
      }
    },
  };
}
