// The sequences of cells over the real protocol, in nbclient and in nbgrader.
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { expect } from "vitest";
import { executeNotebook } from "../../../lib/course/kernel/index.js";
import { needs, venv } from "../../needs.js";
import { notebookOf } from "../notebook.js";
import { driver, python, temporaryKernel } from "../session.js";
import { sequences, type ExpectedCell } from "./sequences.js";

const { describe, it } = needs("jupyter");

interface Output {
  readonly output_type: string;
  readonly text?: string;
  readonly ename?: string;
  readonly evalue?: string;
  readonly data?: Record<string, string>;
}

const cells: (ExpectedCell & { readonly id: string })[] = Object.entries(sequences).flatMap(([name, all], n) =>
  all.map((cell, i) => ({ ...cell, id: `s${n}c${i}`, name })),
);
const notebook = notebookOf(Object.fromEntries(cells.map(({ id, code }) => [id, code])));

/** What a cell did, in the words of the sequences; nbgrader's convention shows a number as a result. */
function done(outputs: readonly Output[]): { out: string; error: string } {
  const failed = outputs.find(({ output_type }) => output_type === "error");
  return {
    out:
      outputs.map(({ text }) => text ?? "").join("") ||
      outputs.map(({ data }) => (data ? `${data["text/plain"]}\n` : "")).join(""),
    error: failed ? `${failed.ename}: ${failed.evalue}` : "",
  };
}

function compare(outputsOf: (id: string) => readonly Output[]): void {
  for (const { id, code, out = "", error } of cells) {
    const found = done(outputsOf(id));
    expect(found.out, code).toBe(out);
    if (!error) expect(found.error, code).toBe("");
    else for (const part of error) expect(found.error, code).toContain(part);
  }
}

describe("the sequences of cells", { timeout: 300_000 }, () => {
  it("in nbclient", async () => {
    const executed = await executeNotebook({
      notebook,
      jupyter: venv,
      cwd: tmpdir(),
      launcher: true,
      allowErrors: true,
    });
    compare((id) => executed.cells.find((cell) => cell.id === id)!.outputs as Output[]);
  });

  it("in nbgrader", async () => {
    const kernel = await temporaryKernel("launcher");
    const nbgrader = { schema_version: 3, grade: true, solution: false, locked: true, task: false, points: 1000 };
    const graded = notebook.cells.map((cell) => ({
      ...cell,
      metadata: { nbgrader: { ...nbgrader, grade_id: cell.id } },
    }));
    try {
      const { stdout, stderr } = spawnSync(python, [driver("graded.py")], {
        cwd: tmpdir(),
        env: { ...kernel.env, NBGRADER_EXECUTION: "autograde" },
        input: JSON.stringify({ ...notebook, cells: graded }),
        encoding: "utf8",
      });
      expect(stdout, stderr).not.toBe("");
      const said = JSON.parse(stdout) as Record<string, { outputs: Output[]; grade: [number, number] }>;
      compare((id) => said[id].outputs);
      for (const { id, error } of cells) if (error) expect(said[id].grade[0]).toBe(0);
    } finally {
      await kernel.remove();
    }
  });
});
