// The kernel's code without Jupyter gives what the kernel under Jupyter gives.
import { describe, expect, it } from "vitest";
import { checkNotebook } from "../../lib/course/notebook/read.js";
import { executeNotebook, type NotebookJson } from "../../lib/course/kernel/execute.js";
import { playNotebook } from "../../lib/course/kernel/play-notebook.js";
import { needs, repository, venv } from "../needs.js";

const notebookOf = (...sources: string[]): NotebookJson => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
  cells: sources.map((source, i) => ({
    id: `c${i + 1}`,
    cell_type: "code",
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  })),
});
const play = (notebook: NotebookJson, timeoutMs?: number) =>
  playNotebook({ notebook, file: "a.ipynb", cwd: repository, timeoutMs });

describe("a notebook played without Jupyter", () => {
  const several = notebookOf(
    'import { show } from "anycast-course";\nimport { parsePrefix, tableFigure } from "anycast-kit";\nconst p = parsePrefix("192.0.2.0/24");',
    'console.log(p.length);\nconsole.log("twice");',
    'show(tableFigure({ name: "t", title: "T", columns: ["a"], rows: [["1"]] }));',
    "await new Promise((done) => setTimeout(done, 20));\nconst shorthand = { p };\nshorthand.p.length",
  );

  needs("jupyter").it("has the same outputs as through Jupyter", async () => {
    const outputs = (notebook: NotebookJson) =>
      checkNotebook(notebook, { file: "a.ipynb" }).cells.map((cell) => (cell.cell_type === "code" ? cell.outputs : []));
    const played = outputs(await play(several));
    expect(played).toEqual(
      outputs(await executeNotebook({ notebook: several, cwd: repository, jupyter: venv, launcher: true })),
    );
    expect(played.map((each) => each.length)).toEqual([0, 1, 1, 1]);
  });

  it("names the cell that fails and what it threw", async () => {
    await expect(play(notebookOf("1", 'throw new Error("no route");', "3"))).rejects.toThrow(
      /cell "c2" failed[^]*no route/,
    );
  });

  it("names the cell that does not end, or ends the kernel", async () => {
    await expect(play(notebookOf("while (true) {}"), 5000)).rejects.toThrow(/cell "c1" did not end/);
    const killed = 'require("child_process").execSync(`kill -9 ${process.pid}`)';
    await expect(play(notebookOf("1", killed))).rejects.toThrow(/cell "c2" ended the kernel/);
    await expect(play(notebookOf("1", "process.exit(0)"))).rejects.toThrow(/cell "c2" failed[^]*is refused in a cell/);
  });

  it("takes a notebook without code", async () => {
    expect((await play(notebookOf())).cells).toEqual([]);
  });
});
