// The sequences of cells over the real protocol, in nbclient and in nbgrader.
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { expect } from "vitest";
import { executeNotebook } from "../../../lib/course/kernel/index.js";
import { needs, venv } from "../../needs.js";
import { driver, python, temporaryKernel } from "../session.js";
import { compare, notebook, type Output } from "./compare.js";

const { describe, it } = needs("jupyter");

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
      for (const { id, metadata } of notebook.cells) if ("tags" in metadata) expect(said[id].grade[0]).toBe(0);
    } finally {
      await kernel.remove();
    }
  });
});
