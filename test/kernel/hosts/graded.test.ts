// What graders meet: floods, warnings, partial credit, cells that end their process. Each costs its own marks and no other's.
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { beforeAll, expect } from "vitest";
import { needs } from "../../needs.js";
import { notebookOf } from "../notebook.js";
import { driver, python, temporaryKernel } from "../session.js";

const { describe, it } = needs("jupyter");

interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string;
  readonly ename?: string;
  readonly evalue?: string;
}
type Said = Record<string, { readonly grade: [number, number]; readonly outputs: readonly Output[] }>;

/** Grades test cells worth 2 points each, in stock nbgrader. */
async function grade(cells: Readonly<Record<string, string>>): Promise<Said> {
  const kernel = await temporaryKernel("launcher");
  const notebook = notebookOf(cells);
  const nbgrader = { schema_version: 3, grade: true, solution: false, locked: true, task: false, points: 2 };
  const graded = notebook.cells.map((cell) => ({
    ...cell,
    metadata: { nbgrader: { ...nbgrader, grade_id: cell.id } },
  }));
  try {
    const { stdout, stderr } = spawnSync(python, [driver("graded.py")], {
      cwd: tmpdir(),
      env: { ...kernel.env, ANYCAST_KERNEL_MEMORY: "256" },
      input: JSON.stringify({ ...notebook, cells: graded }),
      encoding: "utf8",
      maxBuffer: 100_000_000,
    });
    expect(stdout, stderr).not.toBe("");
    return JSON.parse(stdout) as Said;
  } finally {
    await kernel.remove();
  }
}

const textOf = (said: Said, id: string): string => said[id].outputs.map(({ text }) => text ?? "").join("");

describe("a graded notebook", { timeout: 400_000 }, () => {
  let said: Said;
  beforeAll(async () => {
    said = await grade({
      define: "let calls = 0;\nfunction total(n: number): number {\n  calls++;\n  return (n * (n + 1)) / 2;\n}",
      flood: "for (let i = 0; i < 100_000; i++) console.log('row', i);\nif (total(3) !== 6) throw new Error('wrong');",
      warns: "console.warn('large', total(3));\nprocess.stderr.write('two\\nlines\\n');\nnull;",
      partial: "const score = 1.5;\nscore",
      none: "score - 1.5",
      exits: "process.exit(0);",
      kills: "process.kill(process.ppid, 'SIGKILL');",
      "kills itself": "console.log('before');\nrequire('child_process').execSync(`kill -9 ${process.pid}`);",
      after: "if (total(4) !== 10 || score !== 1.5 || calls < 3) throw new Error(`lost: ${calls}`);",
      "eats memory": "const all: number[][] = [];\nwhile (true) all.push(new Array(1000).fill(all.length));",
      "at the end": "if (total(5) !== 15) throw new Error('lost');",
    });
  }, 400_000);

  it("gives each cell its own marks, whatever another cell did to its process", () => {
    expect(Object.fromEntries(Object.entries(said).map(([id, { grade }]) => [id, grade[0]]))).toEqual({
      define: 2,
      flood: 2,
      warns: 2,
      partial: 1.5,
      none: 0,
      exits: 0,
      kills: 0,
      "kills itself": 0,
      after: 2,
      "eats memory": 0,
      "at the end": 2,
    });
  });

  it("keeps all 100,000 lines, in order", () => {
    const lines = textOf(said, "flood").trimEnd().split("\n");
    expect(lines).toHaveLength(100_000);
    expect(lines.every((line, i) => line === `row ${i}`)).toBe(true);
  });

  it("shows warnings on stdout, marked", () => {
    expect(said.warns.outputs).toMatchObject([{ output_type: "stream", name: "stdout" }]);
    expect(textOf(said, "warns")).toBe("[stderr] large 6\n[stderr] two\n[stderr] lines\n");
  });

  it("says what a cell did to its process, and what became of the other cells", () => {
    const errorOf = (id: string) => said[id].outputs.find(({ output_type }) => output_type === "error");
    expect(errorOf("exits")?.evalue).toContain("process.exit() is refused in a cell");
    expect(errorOf("kills")?.evalue).toContain("is refused in a cell");
    expect(errorOf("kills itself")).toMatchObject({ ename: "KernelExit" });
    expect(errorOf("kills itself")?.evalue).toContain("by SIGKILL");
    expect(textOf(said, "kills itself")).toContain("before\n");
    expect(errorOf("eats memory")).toMatchObject({ ename: "OutOfMemory" });
    expect(errorOf("eats memory")?.evalue).toContain("256 MB");
    expect(errorOf("eats memory")?.evalue).toContain("were run again in a new process");
    expect(textOf(said, "after")).toBe("");
  });
});
