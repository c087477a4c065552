// Unmodified nbclient and nbgrader, without an adapter: with the launcher they report and grade TypeScript notebooks correctly.
import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import { needs, repository } from "../../needs.js";
import { notebookOf } from "../notebook.js";
import { driver, python, temporaryKernel } from "../session.js";

const { describe, it } = needs("jupyter");

interface Said {
  readonly nbclient?: { readonly ename: string; readonly evalue: string; readonly text: string };
  readonly grades: Record<string, [earned: number, possible: number]>;
}

/** A notebook of test cells worth 2 points each. */
function graded(cells: Readonly<Record<string, string>>) {
  const notebook = notebookOf(cells);
  const nbgrader = { schema_version: 3, grade: true, solution: false, locked: true, task: false, points: 2 };
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => ({ ...cell, metadata: { nbgrader: { ...nbgrader, grade_id: cell.id } } })),
  };
}

describe("stock tools on the kernel", { timeout: 240_000 }, () => {
  it("nbclient raises with a readable text; nbgrader gives 0 to each failing test cell and full points to each passing one", async () => {
    const kernel = await temporaryKernel("launcher");
    const notebook = graded({
      passes: "const sites = 3;\nif (sites !== 3) throw new Error('sites');",
      throws: "const shares = [1, 2];\nif (shares.length !== 3) throw new Error('expected 3 shares');",
      "passes-behind-a-failure": "console.log({ sites }.sites)",
      "does-not-compile": "const wrong: number = 'text';",
      rejects: "await Promise.reject(new Error('no answer'))",
      "nobody-awaits": "Promise.reject(new Error('no answer'))",
      "passes-at-the-end": "await Promise.resolve(sites)",
    });
    try {
      const { stdout, stderr } = spawnSync(python, [driver("stock_tools.py")], {
        cwd: repository,
        env: kernel.env,
        input: JSON.stringify(notebook),
        encoding: "utf8",
      });
      expect(stdout, stderr).not.toBe("");
      const { nbclient, grades } = JSON.parse(stdout) as Said;
      expect(nbclient).toMatchObject({ ename: "Error", evalue: "expected 3 shares" });
      expect(nbclient!.text).toContain("cell [2], line 2, column 32");
      expect(nbclient!.text).toContain("    2 | if (shares.length !== 3) throw new Error('expected 3 shares');");
      expect(nbclient!.text).toContain("Error: expected 3 shares");
      expect(nbclient!.text).not.toContain("node:vm");
      expect(grades).toEqual({
        passes: [2, 2],
        throws: [0, 2],
        "passes-behind-a-failure": [2, 2],
        "does-not-compile": [0, 2],
        rejects: [0, 2],
        "nobody-awaits": [0, 2],
        "passes-at-the-end": [2, 2],
      });
      expect(stderr).toBe("");
    } finally {
      await kernel.remove();
    }
  });
});
