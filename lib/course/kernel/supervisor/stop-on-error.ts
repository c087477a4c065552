// One cell at a time, and Jupyter's rule for a cell that fails: with stop_on_error the requests already sent are answered
// `aborted`, without it the next one runs. tslab aborts whatever arrives within 200 ms of a failure, asked for or not.

/** The content of an `execute_reply`. */
export type ExecuteReply =
  | { readonly status: "ok"; readonly execution_count: number; readonly payload: []; readonly user_expressions: object }
  | {
      readonly status: "error";
      readonly execution_count: number;
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    }
  | { readonly status: "aborted" };

export interface ExecuteQueue {
  /** Runs `run` when all that came before has ended, unless one of those failed and asked to stop. */
  readonly add: (request: { readonly stopOnError: boolean }, run: () => Promise<ExecuteReply>) => Promise<ExecuteReply>;
}

/**
 * @param graceMs How long the reply of a failed cell is held back, in ms, for requests in flight. A client that
 *   sends its next request after having read the reply is therefore never aborted, however fast it is.
 */
export function executeQueue({ graceMs }: { readonly graceMs: number }): ExecuteQueue {
  let last: Promise<unknown> = Promise.resolve();
  let stops = 0;
  return {
    add({ stopOnError }, run) {
      const stopsOnArrival = stops;
      const reply = last.then(async (): Promise<ExecuteReply> => {
        if (stops > stopsOnArrival) return { status: "aborted" };
        const outcome = await run();
        if (outcome.status === "error" && stopOnError) {
          await new Promise((resolve) => setTimeout(resolve, graceMs));
          stops++;
        }
        return outcome;
      });
      last = reply.catch(() => {});
      return reply;
    },
  };
}
