// A sweep on the command line: how far it is, on stderr, and Ctrl-C, which keeps what is finished.
import { runSteps } from "../steps.js";
import { sweep, SweepStopped, type SweepOptions } from "./run.js";
import type { ComparisonRow } from "../../anycast/index.js";
import type { Cell } from "./cell.js";

/** @throws Failure; ends the process where it is stopped */
export async function sweepWithProgress(
  cells: readonly Cell[],
  options: Omit<SweepOptions, "onProgress" | "signal">,
): Promise<readonly ComparisonRow[]> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, onSignal);
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
            return `${cells.length} cells${kept > 0 ? `, ${kept} of them kept from before` : ""}`;
          },
        },
      ],
      { to: "stderr" },
    );
  } catch (error) {
    if (!(error instanceof SweepStopped)) throw error;
    console.error(`${error.message} They are kept in ${options.folder}; the same command goes on with the others.`);
    process.exit(130);
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
  }
  return rows;
}
