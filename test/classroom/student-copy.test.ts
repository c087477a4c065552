import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nbgraderConfig } from "../../lib/course/classroom/nbgrader-config.js";
import { codeStub, studentCopy } from "../../lib/course/classroom/student-copy.js";
import { NotebookError, checkNotebook, readNotebook } from "../../lib/course/notebook/read.js";
import { writeNotebook } from "../../lib/course/notebook/write.js";
import type { Cell, Notebook } from "../../lib/course/notebook/types.js";
import { needs, repository, venv } from "../needs.js";
import { code, graded, lesson, markdown } from "./lesson-builder.js";

const copyOf = (cell: Cell) => studentCopy(lesson(cell)).cells.find(({ id }) => id === cell.id)!;
const answer = (source: string) => copyOf(code("probe", source, graded("answer", "9-probe"))).source;

describe("the learner's copy", () => {
  it("has a stub where the solution was, indented as its marker, and keeps what is around it", () => {
    const source = "function f() {\n  const a = 1;\n  /// BEGIN SOLUTION\n  return a;\n  /// END SOLUTION\n}";
    expect(answer(source)).toBe(
      'function f() {\n  const a = 1;\n  // YOUR CODE HERE\n  throw new Error("Not implemented");\n}',
    );
  });

  it("has a stub for each of several solutions, and for an answer cell without markers", () => {
    const region = "/// BEGIN SOLUTION\n1;\n/// END SOLUTION";
    expect(answer(`${region}\n2;\n${region}`)).toBe(`${codeStub}\n2;\n${codeStub}`);
    expect(answer("const all = 1;")).toBe(codeStub);
    expect(copyOf(markdown("probe", "My essay.", graded("manual", "9-probe", 2))).source).toBe("YOUR ANSWER HERE");
  });

  it("shows the visible checks and none of the hidden ones", () => {
    const source = "check(1);\n/// BEGIN HIDDEN TESTS\ncheck(2);\n/// END HIDDEN TESTS\ncheck(3);";
    expect(copyOf(code("probe", source, graded("tests", "9-probe-test", 1))).source).toBe("check(1);\ncheck(3);");
  });

  it("has no mark scheme", () => {
    const source = "Explain.\n\n=== BEGIN MARK SCHEME ===\n1 point: x\n=== END MARK SCHEME ===";
    expect(copyOf(markdown("probe", source, graded("task", "9-probe", 1))).source).toBe("Explain.\n");
  });

  it("has tests that cannot be changed, and answers that cannot be deleted", () => {
    const { cells } = studentCopy(lesson());
    const metadata = (id: string) => cells.find((cell) => cell.id === id)!.metadata;
    expect(metadata("ex-add-test")).toMatchObject({ deletable: false, editable: false });
    expect(metadata("ex-add-answer")).toMatchObject({ deletable: false });
    expect(metadata("ex-add-answer")).not.toHaveProperty("editable");
    expect(metadata("hook-run")).toEqual({ anycast: { covers: [1, 67] } });
  });

  it("has no outputs, and leaves the author's notebook as it was", () => {
    const source = lesson({
      ...code("probe", "1;"),
      execution_count: 3,
      outputs: [{ output_type: "stream", name: "stdout", text: "x" }],
    } as Cell);
    const before = structuredClone(source);
    expect(studentCopy(source).cells.find(({ id }) => id === "probe")).toMatchObject({
      execution_count: null,
      outputs: [],
    });
    expect(source).toEqual(before);
  });

  it("is never made where it would give an answer away", () => {
    const open = code("probe", "/// BEGIN SOLUTION\n1;", graded("answer", "9-probe"));
    expect(() => studentCopy(lesson(open), { file: "9-sums.ipynb" })).toThrow(NotebookError);
    expect(() => studentCopy(lesson(open), { file: "9-sums.ipynb" })).toThrow(
      /9-sums.ipynb, cell probe: BEGIN SOLUTION has no END SOLUTION/,
    );
    expect(() => copyOf(code("probe", "/// BEGIN SOLUTION\n1;\n/// END SOLUTION"))).toThrow(
      /BEGIN SOLUTION is in a cell whose nbgrader metadata does not allow it/,
    );
    expect(() => copyOf(code("probe", "/// BEGIN HIDDEN TESTS\n1;\n/// END HIDDEN TESTS"))).toThrow(
      /BEGIN HIDDEN TESTS is in a cell whose nbgrader metadata does not allow it/,
    );
    expect(() => answer("1;\n/// END SOLUTION")).toThrow(/END SOLUTION has no BEGIN/);
    expect(() => answer("/// BEGIN SOLUTION\n/// BEGIN SOLUTION\n/// END SOLUTION")).toThrow(/inside another/);
  });
});

needs("jupyter").describe("nbgrader's own preprocessors", () => {
  const ours = (notebook: Notebook) => {
    try {
      return writeNotebook(studentCopy(notebook));
    } catch {
      return "refused";
    }
  };
  /** What nbgrader makes of the notebooks; one Python for all of them. */
  const theirs = (notebooks: readonly Notebook[]): string[] => {
    const input = JSON.stringify({
      config: nbgraderConfig,
      notebooks: notebooks.map((each) => JSON.parse(writeNotebook(each)) as unknown),
    });
    // A learner's notebook arrives with joined lines: nbformat.from_dict does not join them.
    const joined = JSON.stringify(JSON.parse(input), (key, value: unknown) =>
      key === "source" && Array.isArray(value) ? value.join("") : value,
    );
    const script = join(repository, "test", "classroom", "nbgrader_student_copy.py");
    const output = execFileSync(join(venv, "bin", "python"), [script], {
      input: joined,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const results = JSON.parse(output.toString()) as { notebook?: unknown; error?: string }[];
    return results.map(({ notebook }) =>
      notebook ? writeNotebook(checkNotebook(notebook, { file: "nbgrader" })) : "refused",
    );
  };

  const folder = join(repository, "notebooks");
  const lessons = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));
  const odd = [
    code("probe", "/// BEGIN SOLUTION\n1;", graded("answer", "9-probe")),
    code("probe", "/// BEGIN SOLUTION\n1;\n/// END SOLUTION"),
    code(
      "probe",
      "a\n\n\t/// BEGIN SOLUTION\n1;\n/// END SOLUTION\n\nb\n/// BEGIN SOLUTION\n/// END SOLUTION\n",
      graded("answer", "9-probe"),
    ),
    code(
      "probe",
      "x;\n/// BEGIN HIDDEN TESTS\n1;\n/// END HIDDEN TESTS\n\n/// BEGIN HIDDEN TESTS\n2;\n/// END HIDDEN TESTS",
      graded("tests", "9-probe-test", 1),
    ),
    code(
      "probe",
      "/// BEGIN HIDDEN TESTS\n/// BEGIN HIDDEN TESTS\n/// END HIDDEN TESTS",
      graded("tests", "9-probe-test", 1),
    ),
    markdown("probe", "=== BEGIN MARK SCHEME ===\n1 point\n=== END MARK SCHEME ===", graded("manual", "9-probe", 1)),
    markdown("probe", "Do.\n=== BEGIN MARK SCHEME ===\n1 point\n=== END MARK SCHEME ===", graded("task", "9-probe", 1)),
    markdown("probe", "Do.\n=== BEGIN MARK SCHEME ===\n1 point\n=== END MARK SCHEME ==="),
    markdown("probe", "Before\n=== BEGIN SOLUTION ===\nx\n=== END SOLUTION ===\nafter", graded("manual", "9-probe", 1)),
  ];
  it("make the same copy of every lesson, and refuse the same cells", () => {
    const notebooks = [
      ...lessons.map((file) => readNotebook(readFileSync(join(folder, file), "utf8"), { file })),
      lesson(),
      ...odd.map((cell) => lesson(cell)),
    ];
    expect(notebooks.map(ours)).toEqual(theirs(notebooks));
    expect(notebooks.map(ours).filter((text) => text === "refused")).toHaveLength(4);
  });
});
