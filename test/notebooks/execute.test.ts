import { dirname } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { exercises } from "../../lib/course/classroom/exercise.js";
import { studentCopy } from "../../lib/course/classroom/student-copy.js";
import { executeNotebook, type NotebookJson } from "../../lib/course/kernel/execute.js";
import { checkNotebook } from "../../lib/course/notebook/read.js";
import type { Cell, CodeCell, Notebook } from "../../lib/course/notebook/types.js";
import { sliceOf } from "../long-tests.mjs";
import { needs, venv } from "../needs.js";
import { executedRun, type ExecutedRun } from "./executed.js";
import { lessons } from "./lessons.js";

async function run(notebook: Notebook, cwd: string, launcher: boolean, allowErrors = false): Promise<ExecutedRun> {
  let stray = "";
  const json = notebook as unknown as NotebookJson;
  // Node warns of require() of ES modules on some versions; the launcher's own start keeps that away.
  const env = launcher ? {} : { NODE_OPTIONS: "--disable-warning=ExperimentalWarning" };
  const executed = await executeNotebook({ notebook: json, cwd, jupyter: venv, launcher, allowErrors, env, onStrayText: (text) => (stray += text) });
  return { notebook: checkNotebook(executed, { file: "executed" }), stray };
}

const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === "code";
const outputs = ({ notebook }: ExecutedRun) => notebook.cells.filter(isCode).map(({ id, outputs }) => ({ id, outputs }));
const onStderr = ({ notebook, stray }: ExecutedRun) => [
  ...notebook.cells.filter(isCode).flatMap(({ id, outputs }) =>
    outputs.flatMap((output) => (output.output_type === "stream" && output.name === "stderr" ? [`${id}: ${output.text}`] : [])),
  ),
  ...(stray ? [stray] : []),
];
const failed = ({ outputs }: CodeCell) => outputs.some(({ output_type }) => output_type === "error");

/** The lesson whose turn it is: it runs once more, and as the learner's copy. */
const today = sliceOf(lessons, new Date()).files.map(({ name }) => name);

needs("jupyter").describe.each(lessons)("$name, executed from top to bottom", ({ name, path, notebook }) => {
  const cwd = dirname(path);
  let first: ExecutedRun, plain: ExecutedRun;

  beforeAll(async () => {
    [first, plain] = await Promise.all([executedRun(path), run(notebook, cwd, false)]);
  }, 300_000);

  it("runs every cell without an error", () => {
    expect(outputs(first).filter(({ outputs }) => outputs.some(({ output_type }) => output_type === "error"))).toEqual([]);
    expect(first.notebook.cells.filter(isCode).map(({ execution_count }) => execution_count)).not.toContain(null);
  });

  it("gives the same outputs a second time, on a plain tslab kernel", () => {
    expect(outputs(plain)).toEqual(outputs(first));
  });

  it("writes nothing to standard error, on either kernel", () => {
    expect([first, plain].flatMap(onStderr)).toEqual([]);
  });

  it("shows something in most cells", () => {
    const silent = outputs(first).filter(({ outputs }) => outputs.length === 0).length;
    expect(silent).toBeLessThan(outputs(first).length / 2);
  });

  if (!today.includes(name)) return;

  it("gives the same outputs each time", { timeout: 120_000 }, async () => {
    expect(outputs(await run(notebook, cwd, true))).toEqual(outputs(first));
  });

  it("as the learner's copy, fails in each exercise's own cells and in no others", { timeout: 120_000 }, async () => {
    const blank = await run(studentCopy(notebook), cwd, true, true);
    const cells = blank.notebook.cells.filter(isCode);
    const cellOf = new Map(cells.map((cell) => [cell.id, cell]));
    const mine = exercises(notebook, name).filter(({ kind }) => kind === "code");
    for (const { task, tests } of mine) expect(tests.some(({ id }) => failed(cellOf.get(id)!)), `the visible checks of "${task}"`).toBe(true);
    const own = new Set(mine.flatMap(({ answer, tests }) => [answer.id, ...tests.map(({ id }) => id)]));
    expect(cells.filter((cell) => failed(cell) && !own.has(cell.id)).map(({ id }) => id)).toEqual([]);
  });
});
