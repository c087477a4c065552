// Executes a notebook without Python: the same supervisor's session and worker, without Jupyter's protocol.
import type { CellProgress, NotebookJson } from "./execute.js";
import { KernelError } from "./kernel-error.js";
import { outputQueue } from "./supervisor/output.js";
import { defaultMemoryMb } from "./supervisor/memory.js";
import { unlimited } from "./supervisor/pace.js";
import { openSession } from "./supervisor/session.js";
import type { Message } from "./supervisor/wire.js";

export interface PlayOptions {
  readonly notebook: NotebookJson;
  /** Used in errors. */
  readonly file: string;
  /** Where the cells run; imports are found from here. */
  readonly cwd: string;
  /** The longest a cell may run, in ms. */
  readonly timeoutMs?: number;
  readonly onCell?: (progress: CellProgress) => void;
}

type Output = Record<string, unknown>;

/**
 * Runs every code cell in order in a fresh process.
 * @returns the notebook with its outputs, as executeNotebook gives it
 * @throws KernelError naming the cell and the reason
 */
export async function playNotebook(options: PlayOptions): Promise<NotebookJson> {
  const { notebook, file, cwd, timeoutMs = 60_000, onCell } = options;
  const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  const played: Output[][] = code.map(() => []);
  const parents = code.map(() => ({ identity: [], header: {}, content: {} }) as unknown as Message);
  const output = outputQueue({
    pace: unlimited,
    publish: (type, parent, content) => keep(played[parents.indexOf(parent)], type, content as Output),
  });
  const session = openSession({
    cwd,
    memoryMb: defaultMemoryMb,
    onFrame(frame) {
      const parent = parents[frame.cell - 1];
      if (frame.type === "stream") output.stream(parent, frame.name, frame.text);
      else if (frame.type === "display")
        output.put(parent, frame.update ? "update_display_data" : "display_data", { ...frame.content });
    },
    onRawText: () => {},
    onIdleDeath: () => {},
  });
  try {
    for (const [i, { id, source }] of code.entries()) {
      const progress = { id, number: i + 1, of: code.length };
      onCell?.({ state: "begun", ...progress });
      const text = Array.isArray(source) ? source.join("") : String(source);
      const cell = { number: i + 1, code: text, graded: "no", unattended: false } as const;
      const error = await within(timeoutMs, session.run(cell));
      await output.flush();
      if (error === "late")
        throw failure(`did not end within ${timeoutMs / 1000} s. Check for an endless loop.`, "timeout", id);
      if (error && ["OutOfMemory", "KernelExit"].includes(error.ename))
        throw failure(`ended the kernel. ${error.evalue}`, "died", id);
      if (error) throw failure(`failed.\n${error.traceback.join("\n")}`, "cell", id);
      onCell?.({ state: "ended", ...progress });
    }
  } finally {
    session.end();
  }
  return withOutputs(notebook, played);

  function failure(what: string, kind: "cell" | "timeout" | "died", cellId: string | undefined): KernelError {
    return new KernelError(`${file}: cell "${cellId}" ${what}`, { failure: kind, cellId });
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((done) => (timer = setTimeout(() => done("late"), ms)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** As nbclient keeps messages: text joins the text before it, an update changes the figure it names. */
function keep(outputs: Output[], type: string, content: Output): void {
  const last = outputs.at(-1);
  if (type === "stream") {
    if (last?.output_type === "stream" && last.name === content.name)
      last.text = String(last.text) + String(content.text);
    else outputs.push({ output_type: "stream", name: content.name, text: content.text });
  } else outputs.push({ output_type: "display_data", data: content.data, metadata: content.metadata ?? {} });
}

function withOutputs(notebook: NotebookJson, played: readonly Output[][]): NotebookJson {
  let number = 0;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: played[number++], execution_count: number } : cell,
  );
  return { ...notebook, cells };
}
