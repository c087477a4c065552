import { describe, expect, it } from "vitest";
import { lintNotebook } from "../../lib/course/classroom/lint.js";
import { newNotebook } from "../../lib/course/classroom/new-notebook.js";
import { homeworkRules } from "../../lib/course/classroom/rules/index.js";
import type { Cell } from "../../lib/course/notebook/types.js";

const sheet = newNotebook("6-homework");
const findings = (change: (cell: Cell) => Cell = (cell) => cell) =>
  lintNotebook(
    { ...sheet, cells: sheet.cells.map(change) },
    { file: "notebooks/6-homework.ipynb", rules: homeworkRules },
  ).map(({ rule, cell }) => `${rule} ${cell}`);
const edit = (id: string, from: string, to: string) =>
  findings((cell) => (cell.id === id ? { ...cell, source: cell.source.replace(from, to) } : cell));

describe("lint --homework", () => {
  it("finds nothing in a new notebook, whatever its ids", () => {
    expect(findings()).toEqual([]);
    const named = (cell: Cell): Cell => {
      const { nbgrader } = cell.metadata;
      return nbgrader
        ? { ...cell, metadata: { nbgrader: { ...nbgrader, grade_id: nbgrader.grade_id.replace("6-homework-", "q") } } }
        : cell;
    };
    expect(findings(named)).toEqual([]);
  });

  it("finds what would keep it from being graded", () => {
    expect(edit("ex-size-answer", "/// END SOLUTION", "")).toContain("markers ex-size-answer");
    expect(edit("ex-size-test", 'addresses("192.0.2.0/24")', "256")).toEqual(["gradable ex-size-test"]);
    expect(edit("ex-size-answer", "addresses(prefix: string)", "addresses(prefix: number)").join()).toContain("types ");
  });
});
