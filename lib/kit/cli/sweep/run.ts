// The sweep: designs x seeds x failures on all cores. Each finished cell is stored, so that a stopped sweep resumes; results
// are read back cell by cell, so that they do not depend on the number of workers.
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Piscina } from "piscina";
import type { ComparisonRow, DesignComparison } from "../../anycast/designs/index.js";
import { Failure } from "../failure.js";
import type { Cell } from "./cell.js";
import type { ComparisonFile } from "./inputs.js";
import { notKept, openStore, readCell } from "./store.js";
import type { SweepData, SweepJob } from "./worker.js";

export interface SweepOptions extends SweepData {
  /** Defaults to one for each core. */
  readonly workers?: number;
  /** Called at the start and after each finished cell. */
  readonly onProgress?: (progress: SweepProgress) => void;
  /** Stops the sweep; finished cells are kept. */
  readonly signal?: AbortSignal;
}

export interface SweepProgress {
  readonly done: number;
  readonly all: number;
  /** Number of finished cells that came from the cache. */
  readonly kept: number;
}

/** Thrown when the signal stopped the sweep. */
export class SweepStopped extends Error {
  override readonly name = "SweepStopped";
  constructor(readonly progress: SweepProgress) {
    super(`Stopped: ${progress.done} of ${progress.all} cells are finished.`);
  }
}

/** The rows of all cells, in their order. @throws SweepStopped; Failure when a comparison does not fit its Internet */
export async function sweep(cells: readonly Cell[], options: SweepOptions): Promise<readonly ComparisonRow[]> {
  const { folder, graph, workers = availableParallelism(), onProgress, signal } = options;
  const rows = cells.map(({ key }) => readCell(folder, key));
  const missing = cells.filter((_cell, i) => rows[i] === undefined);
  if (missing.length > 0) openStore(folder); // a complete one may be read-only
  const kept = cells.length - missing.length;
  let done = kept;
  const progress = (): SweepProgress => ({ done, all: cells.length, kept });
  onProgress?.(progress());
  if (missing.length > 0) {
    const jobs = jobsOf(missing, workers);
    const threads = Math.min(workers, jobs.length);
    const compileInPlace = threads > 1 && threads >= availableParallelism();
    // V8 compiles hot code in threads of its own, beside the worker. Where every core has a worker they only compete with it: on
    // two cores a sweep of 60 cells took 29.7 s of CPU with them and 23.4 s without, 23.2 s with one worker.
    if (compileInPlace) setFlagsFromString("--no-concurrent-recompilation");
    const pool = new Piscina({
      filename: fileURLToPath(new URL("./worker.js", import.meta.url)),
      minThreads: threads,
      maxThreads: threads,
      workerData: { folder, ...(graph && { graph }) } satisfies SweepData,
    });
    pool.on("message", () => {
      done++;
      onProgress?.(progress());
    });
    try {
      await Promise.all(jobs.map(({ job, file }) => pool.run(job, { signal }).catch(fail(file, job, folder))));
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      await pool.destroy();
      if (compileInPlace) setFlagsFromString("--concurrent-recompilation");
    }
    if (signal?.aborted) {
      // Counted on disk: a worker may have finished a cell without reporting it.
      done = cells.filter(({ key }) => readCell(folder, key) !== undefined).length;
      throw new SweepStopped(progress());
    }
  }
  return cells.map(({ key, named, seed }, i): ComparisonRow => {
    const row = rows[i] ?? readCell(folder, key);
    if (!row)
      throw new Failure(
        `A finished cell disappeared from ${folder}.`,
        "Another program may be emptying the folder. Name another with --cache.",
      );
    return { ...row, design: named.name, seed };
  });
}

const fail =
  (file: ComparisonFile, { seed }: SweepJob, folder: string) =>
  (error: Error): never => {
    if ("code" in error || error.name === "AbortError") throw error;
    // A worker's error lacks its code, but the file system's message begins with it.
    if (/^E[A-Z]+: /.test(error.message)) throw notKept(folder, error);
    throw new Failure(`${file.file}, on the Internet of seed ${seed}: ${error.message}`);
  };

interface FileJob {
  readonly job: SweepJob;
  readonly file: ComparisonFile;
}

/**
 * Cells of one file and seed share their Internet and go to one worker; if there are fewer groups than workers, groups are
 * split and their Internet is generated more than once.
 */
function jobsOf(missing: readonly Cell[], workers: number): readonly FileJob[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of missing) {
    const at = `${cell.named.file.file}\n${cell.seed}`;
    groups.set(at, [...(groups.get(at) ?? []), cell]);
  }
  const pieces = Math.max(1, Math.floor(workers / groups.size));
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.min(pieces, group.length) }, (_none, piece): FileJob => {
      const own = group.filter((_cell, i) => i % pieces === piece);
      const [{ named, seed, picture }] = own;
      const keys = Object.fromEntries(own.map(({ named: { design }, key }) => [design, key]));
      return { file: named.file, job: { comparison: only(named.file.comparison, seed), seed, picture, keys } };
    }),
  );
}

/** A worker sees only one seed, so a row cannot depend on others. */
const only = (comparison: DesignComparison, seed: number): DesignComparison => ({ ...comparison, seeds: [seed] });
