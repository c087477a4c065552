// Executing notebooks: what comes back, and that every way to fail is one clear error that leaves no kernel behind.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { executeNotebook, type CellProgress, type ExecuteOptions } from "../../lib/course/kernel/execute.js";
import { KernelError } from "../../lib/course/kernel/kernel-error.js";
import { installKernel } from "../../lib/course/kernel/kernelspec.js";
import { needs, repository, venv } from "../needs.js";
import { notebookOf, outputsOf } from "./notebook.js";

const { describe, it } = needs("jupyter");

const library = [
  "import { cities } from 'anycast-kit';",
  "const pair = [1, 2].map((n) => ({ n }));",
  "console.log(typeof cities, pair);",
].join("\n");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-execute-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** In a temporary folder, where a cell leaves its process ids in a file; the KernelError that comes of it. */
async function failureOf(options: Partial<ExecuteOptions>): Promise<KernelError> {
  const error: unknown = await executeNotebook({ jupyter: venv, cwd: folder, launcher: true, ...options }).then(
    () => new Error("it did not fail"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof KernelError)) throw error;
  return error;
}

/** The worker's, and that of the nbclient that started the kernel: the parent of the supervisor, which is the worker's parent. */
const leavePids =
  "const { readFileSync: read, writeFileSync: write } = require('fs');" +
  "write('pids', `${process.pid} ${/PPid:\\s*(\\d+)/.exec(read(`/proc/${process.ppid}/status`, 'utf8'))![1]}`);";
const pids = () => readFileSync(join(folder, "pids"), "utf8").split(" ").map(Number);
const lives = (pid: number) => {
  try {
    // A killed process waits as a zombie until its parent, or init, collects it.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};
const kernelIsGone = () => vi.waitFor(() => expect(lives(pids()[0])).toBe(false), { timeout: 60_000, interval: 100 });

describe("executing a notebook", { timeout: 240_000 }, () => {
  it("gives the same outputs each time, with and without the launcher, and nothing on stderr", async () => {
    const notebook = notebookOf({ library, value: "pair.length", promise: "await Promise.resolve({ a: 1 })" });
    const stray: string[] = [];
    const run = (launcher: boolean) =>
      executeNotebook({ notebook, jupyter: venv, cwd: repository, launcher, onStrayText: (text) => stray.push(text) });
    const first = await run(true);
    const second = await run(true);
    const plain = await run(false);
    expect(outputsOf(first)).toEqual([
      [{ output_type: "stream", name: "stdout", text: "object [ { n: 1 }, { n: 2 } ]\n" }],
      [{ output_type: "stream", name: "stdout", text: "2\n" }],
      [{ output_type: "stream", name: "stdout", text: "{ a: 1 }\n" }],
    ]);
    expect(second).toEqual(first);
    expect(plain).toEqual(first);
    expect(stray).toEqual([]);
    expect(outputsOf(notebook)).toEqual([[], [], []]); // the caller's notebook is untouched
  });

  it("a cell that fails is named with its line and message, progress is reported, the kernel is gone", async () => {
    const seen: CellProgress[] = [];
    const notebook = notebookOf({ start: leavePids, broken: "const a = 1;\nthrow new Error('no route');", after: "1" });
    const error = await failureOf({ notebook, onCell: (progress) => seen.push(progress) });
    expect(error).toMatchObject({ failure: "cell", cellId: "broken", line: 2, ename: "Error", evalue: "no route" });
    expect(error.message).toContain('cell "broken" failed in line 2');
    expect(error.message).toContain("throw new Error('no route');");
    expect(error.message).toContain("Error: no route");
    expect(seen.map(({ state, id, number, of }) => `${state} ${id} ${number}/${of}`)).toEqual([
      "begun start 1/3",
      "ended start 1/3",
      "begun broken 2/3",
      "ended broken 2/3",
    ]);
    await kernelIsGone();
  });

  it("without the launcher a failing cell is named too", async () => {
    const error = await failureOf({ notebook: notebookOf({ typed: "const n: number = 'x';" }), launcher: false });
    expect(error).toMatchObject({ failure: "cell", cellId: "typed", line: 1 });
    expect(error.message).toContain("Type 'string' is not assignable to type 'number'.");
    expect(error.message).not.toContain("tslab/dist");
  });

  it("a cell that never ends is stopped after its time, even where it cannot be interrupted", async () => {
    const notebook = notebookOf({ endless: `${leavePids} await null; while (true) {}` });
    const error = await failureOf({ notebook, timeoutMs: 20_000 });
    expect(error).toMatchObject({ failure: "timeout", cellId: "endless" });
    expect(error.message).toContain("longer than 20 s");
    await kernelIsGone();
  });

  it("a kernel that ends is reported with the cell that ran", async () => {
    const error = await failureOf({
      notebook: notebookOf({ fine: "1", fatal: "require('child_process').execSync(`kill -9 ${process.ppid}`)" }),
    });
    expect(error).toMatchObject({ failure: "died", cellId: "fatal" });
  });

  it("a caller that stops the execution gets its word, and no kernel stays", async () => {
    const stop = new AbortController();
    const notebook = notebookOf({ start: leavePids, long: "await new Promise((r) => setTimeout(r, 60000))" });
    const error = await failureOf({
      notebook,
      signal: stop.signal,
      onCell: ({ id, state }) => id === "long" && state === "begun" && stop.abort(),
    });
    expect(error).toMatchObject({ failure: "stopped", cellId: "long" });
    await kernelIsGone();
  });

  it("a killed caller, and a killed nbclient, take even a looping kernel with them", async () => {
    const notebook = notebookOf({ loop: `${leavePids} await null; while (true) {}` });
    const written = () => vi.waitFor(() => expect(existsSync(join(folder, "pids"))).toBe(true), { timeout: 60_000 });

    const lost = failureOf({ notebook });
    await written();
    process.kill(pids()[1], "SIGKILL");
    expect(await lost).toMatchObject({ failure: "jupyter" });
    await kernelIsGone();

    rmSync(join(folder, "pids"));
    const module = pathToFileURL(join(repository, "lib", "course", "dist", "kernel", "execute.js")).href;
    const options = JSON.stringify({ notebook, jupyter: venv, cwd: folder, launcher: true });
    const program = `import { executeNotebook } from "${module}"; await executeNotebook(${options});`;
    const env = { ...process.env, TMPDIR: mkdtempSync(join(folder, "tmp-")) };
    const caller = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "ignore", env });
    await written();
    caller.kill("SIGKILL");
    await kernelIsGone();
    await vi.waitFor(() => expect(readdirSync(env.TMPDIR)).toEqual([]), { timeout: 60_000 });
  });

  it("allowErrors goes on behind a failed cell and keeps its error as its output", async () => {
    const notebook = notebookOf({ broken: "throw new Error('kept')", next: "'ran'" });
    const executed = await executeNotebook({ notebook, jupyter: venv, cwd: folder, launcher: true, allowErrors: true });
    expect(outputsOf(executed)).toMatchObject([
      [{ output_type: "error", ename: "Error", evalue: "kept" }],
      [{ output_type: "stream", text: "ran\n" }],
    ]);
  });

  it("a kernel that is not registered is a clear error", async () => {
    const error = await failureOf({ notebook: notebookOf({ one: "1" }, "no-such-kernel"), launcher: undefined });
    expect(error).toMatchObject({ failure: "kernel" });
    expect(error.message).toContain("no kernel named no-such-kernel");
    expect(error.message).toContain("npm run doctor");
  });

  it("a kernel that cannot start is a clear error, with what it said itself", async () => {
    const launcher = join(folder, "launcher.mjs");
    writeFileSync(launcher, "process.stderr.write('no zeromq for this machine\\n'); process.exit(1);");
    await installKernel({ prefix: folder, launcher });
    const env = { JUPYTER_PATH: join(folder, "share", "jupyter") };
    const error = await failureOf({ notebook: notebookOf({ one: "1" }), launcher: undefined, env });
    expect(error).toMatchObject({ failure: "kernel" });
    expect(error.message).toContain("the kernel does not start");
    expect(error.message).toContain("no zeromq for this machine");
  });

  it("a file that is not a notebook is a clear error that names it, and nothing is written", async () => {
    const file = (text: string) => {
      writeFileSync(join(folder, "n.ipynb"), text);
      return join(folder, "n.ipynb");
    };
    const cases: [string, string][] = [
      ["{ not json", "invalid JSON"],
      ["null", "it has no cells"],
      ['{"nbformat":4}', "it has no cells"],
      ['{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code"}]}', "not a valid notebook"],
    ];
    for (const [text, why] of cases) {
      const error = await failureOf({ notebookPath: file(text) });
      expect(error.failure, text).toBe("notebook");
      expect(error.message).toContain("n.ipynb");
      expect(error.message).toContain(why);
    }
    expect(readdirSync(folder)).toEqual(["n.ipynb"]);
  });

  it("no Python environment, one without nbclient, and a broken notebook give different errors", async () => {
    const notebook = notebookOf({ one: "1" });
    const none = await failureOf({ notebook, jupyter: join(folder, "none") });
    expect(none).toMatchObject({ failure: "jupyter" });
    expect(none.message).toContain("npm start");
    const bare = join(folder, "python");
    writeFileSync(bare, `#!/bin/sh\nexec "${join(venv, "bin", "python")}" -I -S "$@"\n`, { mode: 0o755 });
    expect((await failureOf({ notebook, jupyter: bare })).message).toMatch(/has no \w+\. Run `npm start`/);
  });
});
