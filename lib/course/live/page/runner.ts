// Runs cells one after another in the worker. The cells that a cell needs run first, once. Stop ends the worker and loses all values.
import { escapeHtml } from "anycast-kit/figures";
import type { Output } from "../../notebook/index.js";
import type { CellEffects } from "../../kernel/cell/index.js";
import { dependencies, dependents } from "../plan.js";
import { runLimits, type CellReport } from "../protocol.js";
import { liveWords as words } from "../../words.js";
import { clean, effectsOf, startCellWorker, type CellWorker } from "./workers.js";

export type RunState = "waiting" | "running" | "ran" | "failed" | "stopped" | "stale" | "unneeded";

export interface RunnerCell {
  readonly id: string;
  /** Number among the code cells, from 1. */
  readonly number: number;
  readonly code: () => string;
  /** The lesson's code. */
  readonly original: () => string;
}

export interface RunnerEvents {
  state(
    cell: number,
    state: RunState,
    detail?: { readonly at: number; readonly of: number; readonly cause?: number },
  ): void;
  text(cell: number, text: string): void;
  output(cell: number, html: string, outputs: readonly Output[]): void;
  /** Ids of the page outside a cell's output. */
  taken(cell: number): readonly string[];
}

export interface Runner {
  /** Runs cells in order, with the cells they need. Resolves to the cells that failed. */
  run(cells: readonly number[]): Promise<readonly number[]>;
  stop(): void;
  readonly busy: () => boolean;
}

interface Going {
  readonly cell: number;
  readonly run: number;
  readonly outputs: Output[];
  readonly finish: (missing: readonly string[] | null) => void;
  size: number;
}

/** @param cells all code cells of the lesson, in order */
export function createRunner(cells: readonly RunnerCell[], events: RunnerEvents): Runner {
  let worker: CellWorker | undefined;
  let starting: Promise<CellWorker> | undefined;
  let going: Going | undefined;
  let runs = 0;
  let stopped = false;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let failedNow = false;
  /** The code that each cell ran with in the current worker; undefined if the cell has to run. */
  const ranWith: (string | undefined)[] = cells.map(() => undefined);
  /** The code that made the output on the page; at first the lesson's code. */
  const shownWith = cells.map((cell) => cell.original());
  let lateOutputs = new Map<number, Output[]>();
  /** What each cell read and declared when it could last be parsed. */
  let known: readonly (CellEffects | null)[] = [];

  function receive(report: CellReport): void {
    if (report.type === "late") {
      const cell = report.number - 1;
      if (cell in cells && lateOutputs.has(cell)) {
        const outputs = [...lateOutputs.get(cell)!, { output_type: "error" as const, ...report.error }];
        lateOutputs.set(cell, outputs);
        void show(cell, outputs);
      }
      return;
    }
    if (report.type === "ready" || !going || report.run !== going.run) return;
    if (report.type === "done") {
      if (report.error) going.outputs.push({ output_type: "error", ...report.error });
      failedNow = report.error !== null;
      return going.finish(report.missing);
    }
    going.size += report.type === "stream" ? report.text.length : JSON.stringify(report.data).length;
    if (going.size > runLimits.characters + runLimits.displayed) return;
    if (report.type === "stream") {
      const last = going.outputs.at(-1);
      if (last?.output_type === "stream" && last.name === report.name)
        going.outputs[going.outputs.length - 1] = { ...last, text: last.text + report.text };
      else going.outputs.push({ output_type: "stream", name: report.name, text: report.text });
      events.text(going.cell, report.text);
    } else going.outputs.push({ output_type: "display_data", data: report.data, metadata: {} });
  }

  async function show(cell: number, outputs: readonly Output[]): Promise<void> {
    const { id, number } = cells[cell];
    let html: string;
    try {
      ({ html } = await clean({ cell: id, number, outputs, taken: events.taken(cell) }));
    } catch (error) {
      html = `<p class="printed failure">${escapeHtml(words.notShown((error as Error).message))}</p>`;
    }
    events.output(cell, html, outputs);
  }

  /** The worker that runs the cells. It starts while the helper, another worker, finds what the cells need. */
  const start = () => (starting ??= startCellWorker(receive));

  /** Resolves to the names that the cell should have defined but did not; null if it was stopped. */
  async function runOne(cell: number): Promise<readonly string[] | null> {
    const ready = await start();
    if (stopped) return null;
    worker = ready;
    const code = cells[cell].code();
    const run = ++runs;
    const outputs: Output[] = [];
    const missing = await new Promise<readonly string[] | null>((finish) => {
      going = { cell, run, outputs, finish, size: 0 };
      worker!.send({ run, number: cells[cell].number, code });
    });
    going = undefined;
    ranWith[cell] = missing?.length === 0 ? code : undefined;
    lateOutputs.set(cell, outputs);
    await show(cell, outputs);
    return missing;
  }

  async function runAll(wanted: readonly number[]): Promise<readonly number[]> {
    const sources = cells.map((cell) => cell.code());
    const begun = start();
    begun.catch(() => begun === starting && (starting = undefined)); // runOne, which awaits it too, reports the error
    const parsed = await effectsOf(sources);
    // A cell with a syntax error still owes what it declared before, so that a check of it does not test an earlier version.
    if (parsed.includes(null) && known.length === 0) known = await effectsOf(cells.map((cell) => cell.original()));
    const effects = (known = parsed.map((each, i) => each ?? known[i] ?? null));
    const needs = dependencies(effects);
    const isFresh = (cell: number): boolean =>
      ranWith[cell] === sources[cell] && [...needs[cell]].every((each) => ranWith[each] === sources[each]);
    const chosen = new Set(wanted);
    const all = new Set(wanted.flatMap((cell) => [...needs[cell]].filter((each) => !isFresh(each))));
    for (const each of wanted) all.add(each);
    const order = [...all].sort((a, b) => a - b);
    const failed: number[] = [];
    /** Name -> the cell that should have defined it. */
    const missing = new Map<string, number>();
    const causeOf = (cell: number): number | undefined => {
      const effect = effects[cell];
      for (const name of effect ? [...effect.reads, ...effect.latent.flatMap(({ reads }) => reads)] : []) {
        const cause = missing.get(name);
        if (cause !== undefined && needs[cell].has(cause) && !effect!.declares.includes(name)) return cause;
      }
      return undefined;
    };
    for (const cell of order) if (chosen.has(cell)) events.state(cell, "waiting");
    for (const [i, cell] of order.entries()) {
      const cause = causeOf(cell);
      if (stopped) events.state(cell, "stopped");
      else if (cause !== undefined) {
        events.state(cell, "unneeded", { at: i + 1, of: order.length, cause });
        failed.push(cell);
        for (const name of effects[cell]?.declares ?? []) missing.set(name, cell);
      } else {
        events.state(cell, "running", { at: i + 1, of: order.length });
        for (const each of wanted)
          if (each > cell) events.state(each, "waiting", { at: i + 1, of: order.length, cause: cell });
        failedNow = false;
        const ran = await runOne(cell);
        if (parsed[cell] === null) ranWith[cell] = undefined;
        const lost = ran && parsed[cell] === null ? (effects[cell]?.declares ?? []) : ran;
        const isFailed = lost === null || failedNow;
        events.state(cell, stopped ? "stopped" : isFailed ? "failed" : "ran");
        if (isFailed) failed.push(cell);
        for (const name of lost ?? []) missing.set(name, cell);
        const changed = shownWith[cell] !== sources[cell];
        shownWith[cell] = sources[cell];
        for (const each of dependents(needs, cell)) {
          if (changed && !all.has(each)) events.state(each, "stale");
          ranWith[each] = undefined;
        }
      }
    }
    return failed;
  }

  return {
    busy: () => waiting > 0,
    run(wanted) {
      waiting++;
      const result = queue.then(async () => {
        stopped = false;
        try {
          return await runAll(wanted);
        } finally {
          waiting--;
        }
      });
      queue = result.catch(() => {});
      return result;
    },
    stop() {
      stopped = true;
      void starting?.then((started) => started.end()).catch(() => {});
      worker?.end(); // now, even if the page is busy
      starting = worker = undefined;
      ranWith.fill(undefined);
      lateOutputs = new Map();
      if (going) events.state(going.cell, "stopped"); // immediately, because cleaning its output takes time
      going?.finish(null);
    },
  };
}
