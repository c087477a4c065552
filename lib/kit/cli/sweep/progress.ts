// A sweep on the command line: progress on stderr, and Ctrl-C, which keeps finished cells.
import { runSteps } from "../terminal/index.js";
import { sweep, SweepStopped, type SweepOptions } from "./run.js";
import type { ComparisonRow } from "../../anycast/designs/index.js";
import type { Cell } from "./cell.js";

/** The signals that stop a sweep, and their exit codes. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** @throws Failure; ends the process when it is stopped */
export async function sweepWithProgress(
  cells: readonly Cell[],
  options: Omit<SweepOptions, "onProgress" | "signal">,
): Promise<readonly ComparisonRow[]> {
  const stop = new AbortController();
  let exitCode = 0;
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const onSignal = () => {
      exitCode = code;
      stop.abort();
    };
    process.once(signal, onSignal);
    return [signal, onSignal] as const;
  });
  let rows: readonly ComparisonRow[] = [];
  try {
    await runSteps(
      [
        {
          title: "Compare",
          run: async (say) => {
            let kept = 0;
            rows = await sweep(cells, {
              ...options,
              signal: stop.signal,
              onProgress: (progress) => {
                kept = progress.kept;
                say(`${progress.done} of ${progress.all} cells`);
              },
            });
            return `${cells.length} cells${kept > 0 ? `, ${kept} from the cache` : ""}`;
          },
        },
      ],
      { to: "stderr" },
    );
  } catch (error) {
    if (!(error instanceof SweepStopped)) throw error;
    console.error(`${error.message} They are kept in ${options.folder}; run the same command to resume.`);
    process.exit(exitCode);
  } finally {
    for (const [signal, onSignal] of listeners) process.off(signal, onSignal);
  }
  return rows;
}
