// Executes a notebook where there is no Python: the same kernel code in a forked Node, without Jupyter's protocol around it.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { KernelError } from "./kernel-error.js";
import type { CellProgress, NotebookJson } from "./execute.js";
import type { Played } from "./play.js";

export interface PlayOptions {
  readonly notebook: NotebookJson;
  /** Stands in errors. */
  readonly file: string;
  /** Where the cells run; imports are found from here. */
  readonly cwd: string;
  /** The longest a cell may run, in ms. */
  readonly timeoutMs?: number;
  readonly onCell?: (progress: CellProgress) => void;
}

const program = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../dist/kernel/play.js" : "./play.js", import.meta.url),
);

/**
 * Runs every code cell in order in a fresh process.
 * @returns the notebook with its outputs, as executeNotebook gives it
 * @throws KernelError naming the cell and the reason
 */
export function playNotebook(options: PlayOptions): Promise<NotebookJson> {
  const { notebook, file, cwd, timeoutMs = 60_000, onCell } = options;
  const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  const played: Played[] = [];
  const child = fork(program, { cwd, stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
  return new Promise((done, fail) => {
    const failed = (what: string, failure: "cell" | "timeout" | "died" = "cell") => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      const cellId = code[played.length]?.id ?? code.at(-1)?.id;
      fail(new KernelError(`${file}: cell "${cellId}" ${what}`, { failure, cellId }));
    };
    const outOfTime = () => failed(`did not end within ${timeoutMs / 1000} s. An endless loop?`, "timeout");
    let timer = setTimeout(outOfTime, timeoutMs);
    const begun = () =>
      onCell?.({ state: "begun", id: code[played.length]?.id, number: played.length + 1, of: code.length });

    child.on("message", (message: Played) => {
      clearTimeout(timer);
      if (message.failed) {
        const { traceback = [] } = message.outputs.at(-1) as { traceback?: readonly string[] };
        return failed(`failed.\n${traceback.join("\n")}`);
      }
      played.push(message);
      if (played.length === code.length) return;
      begun();
      timer = setTimeout(outOfTime, timeoutMs);
    });
    child.on("exit", () => {
      clearTimeout(timer);
      if (played.length < code.length) return failed("ended the kernel (out of memory, or process.exit?).", "died");
      done(withOutputs(notebook, played));
    });
    child.send({ sources: code.map(({ source }) => (Array.isArray(source) ? source.join("") : source)) });
    begun();
  });
}

function withOutputs(notebook: NotebookJson, played: readonly Played[]): NotebookJson {
  let number = 0;
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const { outputs } = played[number++];
    return { ...cell, outputs, execution_count: number };
  });
  return { ...notebook, cells };
}
