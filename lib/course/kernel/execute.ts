// Executes a notebook top to bottom on the real kernel, by nbclient in Jupyter's own Python (execute.py beside this file).
// The caller gets the executed notebook or one clear KernelError; a kernel process never outlives the call.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { endWithCommand, temporaryFolder } from "anycast-kit/files";
import { KernelError, type KernelFailure } from "./kernel-error.js";
import { installKernel, installPlainKernel } from "./kernelspec.js";

/** A notebook in nbformat 4, only partly validated. */
export interface NotebookJson {
  readonly cells: readonly { readonly id?: string; readonly cell_type: string; readonly [key: string]: unknown }[];
  readonly [key: string]: unknown;
}

export interface CellProgress {
  readonly state: "begun" | "ended";
  readonly id: string | undefined;
  /** Which code cell, from 1, of how many. */
  readonly number: number;
  readonly of: number;
}

export interface ExecuteOptions {
  /** The notebook, or the path of its file. */
  readonly notebook?: NotebookJson;
  readonly notebookPath?: string;
  /** Where the kernel runs; imports are found from here. The notebook's folder where a path is given. */
  readonly cwd?: string;
  /** A Python environment with nbclient: its folder or its python. */
  readonly jupyter: string;
  /**
   * true: this library's launcher; false: unmodified tslab; both without a registered kernel. Left out: the kernel that
   * is registered under the notebook's kernelspec name, as JupyterLab would start it.
   */
  readonly launcher?: boolean;
  /** The longest a cell may run, in ms; nbclient counts whole seconds, so it is rounded up to one. */
  readonly timeoutMs?: number;
  /** Go on after a cell that fails, and keep its error as its output. */
  readonly allowErrors?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onCell?: (progress: CellProgress) => void;
  /** Text that the kernel's process wrote to its own stderr or stdout, past Jupyter; there should be none. */
  readonly onStrayText?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** Python is not compiled: seen from dist/kernel/, the script lies in the source folder. */
const script = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./execute.py" : "../../kernel/execute.py", import.meta.url),
);

type Event =
  | ({ readonly event: "cell" } & CellProgress)
  | { readonly event: "done"; readonly notebook: NotebookJson }
  | {
      readonly event: "error";
      readonly failure: KernelFailure;
      readonly message: string;
      readonly cell?: string | null;
      readonly number?: number;
      readonly ename?: string;
      readonly evalue?: string;
      readonly traceback?: readonly string[];
    };

/**
 * Runs every code cell in order in a fresh kernel. Old outputs are dropped first; nothing is written to disk.
 * @returns the notebook with its outputs
 * @throws KernelError naming the cell, the line and the reason
 */
export async function executeNotebook(options: ExecuteOptions): Promise<NotebookJson> {
  const notebook = options.notebook ?? (await readNotebookFile(options.notebookPath));
  const name = options.notebookPath ?? "the notebook";
  if (!Array.isArray((notebook as NotebookJson | null)?.cells))
    throw new KernelError(`${name} is not a notebook: it has no cells.`, { failure: "notebook" });
  const cwd = resolve(options.cwd ?? (options.notebookPath ? dirname(options.notebookPath) : "."));
  if (!existsSync(cwd)) throw new KernelError(`The folder to run in, ${cwd}, does not exist.`, { failure: "kernel" });
  const python = pythonOf(options.jupyter);
  const temporary = temporaryFolder("kernel");
  try {
    const env = { ...process.env, ...options.env };
    if (options.launcher !== undefined) {
      await (options.launcher ? installKernel : installPlainKernel)({ prefix: temporary.path });
      const own = join(temporary.path, "share", "jupyter");
      env.JUPYTER_PATH = env.JUPYTER_PATH ? `${own}${delimiter}${env.JUPYTER_PATH}` : own;
    }
    const { last, stray } = await run(python, { notebook, cwd, env, temporary: temporary.path, options });
    if (stray !== "") options.onStrayText?.(stray);
    if (last?.event === "done") return last.notebook;
    throw describe(last, { name, stray, python });
  } finally {
    temporary.remove();
  }
}

async function readNotebookFile(path: string | undefined): Promise<NotebookJson> {
  if (path === undefined) throw new TypeError("executeNotebook needs `notebook` or `notebookPath`.");
  try {
    return JSON.parse(await readFile(path, "utf8")) as NotebookJson;
  } catch (cause) {
    const why = cause instanceof SyntaxError ? `invalid JSON (${cause.message})` : (cause as Error).message;
    throw new KernelError(`${path} cannot be read as a notebook: ${why}.`, { failure: "notebook", cause });
  }
}

function pythonOf(jupyter: string): string {
  const inside = [join("bin", "python"), join("bin", "python3"), join("Scripts", "python.exe")];
  const isFolder = existsSync(jupyter) && statSync(jupyter).isDirectory();
  const python = (isFolder ? inside.map((file) => join(jupyter, file)) : [jupyter]).find((file) => existsSync(file));
  if (python === undefined)
    throw new KernelError(`No Python environment in ${jupyter}. Run \`npm start\` once to create it.`, {
      failure: "jupyter",
    });
  return resolve(python);
}

/** Runs execute.py to its end: its last event, and what was written past the protocol. */
function run(
  python: string,
  {
    notebook,
    cwd,
    env,
    temporary,
    options,
  }: {
    readonly notebook: NotebookJson;
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly temporary: string;
    readonly options: ExecuteOptions;
  },
): Promise<{ last: Event | undefined; stray: string }> {
  const { timeoutMs = 60_000, allowErrors = false, onCell, signal } = options;
  const request = {
    notebook,
    cwd,
    timeout: Math.ceil(timeoutMs / 1000),
    startup: 120,
    allow_errors: allowErrors,
    temporary,
  };
  return new Promise((done, failed) => {
    const child = spawn(python, [script], { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    // Our kernel notices that Python is gone; plain tslab does not, so Python is left to end it.
    if (options.launcher !== false) endWithCommand(child);
    let last: Event | undefined;
    let stray = "";
    const stop = () => {
      child.stdin.end(); // execute.py then ends the kernel and itself
      setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    child.on("error", failed);
    child.stdin.on("error", () => {}); // a Python that ended early says why on stderr
    child.stdin.write(JSON.stringify(request) + "\n"); // and is left open: execute.py ends when it closes
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stray += text));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const event = JSON.parse(line) as Event;
      if (event.event === "cell") onCell?.({ state: event.state, id: event.id, number: event.number, of: event.of });
      else last = event;
    });
    const finish = () => {
      signal?.removeEventListener("abort", stop);
      done({ last, stray });
    };
    child.on("close", finish);
    child.on("exit", () => setTimeout(finish, 5000).unref()); // a kernel that outlives Python holds the pipes open
  });
}

/** The failure in words: which cell, which line, what it said, and what to do. */
function describe(
  event: Exclude<Event, { event: "cell" | "done" }> | { event: "cell" } | undefined,
  { name, stray, python }: { readonly name: string; readonly stray: string; readonly python: string },
): KernelError {
  const said = stray.trim() === "" ? "" : `\n${stray.trim().split("\n").slice(-12).join("\n")}`;
  if (event?.event !== "error")
    return new KernelError(`${python} ended before ${name} was executed.${said}`, { failure: "jupyter" });
  const { failure, message, ename, evalue } = event;
  const traceback = (event.traceback ?? []).filter((text) => !kernelFrame.test(text));
  const cellId = event.cell ?? undefined;
  const cell = cellId === undefined ? `code cell ${event.number ?? 0}` : `cell "${cellId}"`;
  const line = lineOf(traceback);
  const text: Record<KernelFailure, string> = {
    cell: `${name}: ${cell} failed${line === undefined ? "" : ` in line ${line}`}.\n${traceback.join("\n") || `${ename}: ${evalue}`}`,
    timeout: `${name}: ${cell} did not end: ${message}. Check for an endless loop, or an await that never resolves.`,
    died: `${name}: the kernel ended while ${cell} ran (out of memory, or process.exit?).${said}`,
    kernel: `${name}: the kernel does not start: ${message}. Run \`npm run doctor\` to see what is missing.${said}`,
    jupyter: `${message}. Run \`npm start\` once to create the project's environment, or name one that has Jupyter.`,
    notebook: `${name} is not a valid notebook: ${message}`,
    stopped: `${name}: execution was stopped${event.number ? ` at ${cell}` : ""}.`,
  };
  return new KernelError(text[failure], { failure, cellId, line, ename, evalue, traceback });
}

/** A frame of tslab without the launcher, which prints them all. */
const kernelFrame = /^\s+at .*(\(node:vm:|[\\/]tslab[\\/]dist[\\/])/;

/** The launcher writes `line 3, column 5`, tslab alone `3:5 - message` for what does not compile, and no line otherwise. */
function lineOf(traceback: readonly string[]): number | undefined {
  for (const text of traceback) {
    const match = /\bline (\d+)/.exec(text) ?? /^(\d+):\d+ - /.exec(text);
    if (match) return Number(match[1]);
  }
  return undefined;
}
