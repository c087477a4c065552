import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { studentCopy } from "../../../lib/course/classroom/student-copy.js";
import { completeSubmission } from "../../../lib/course/classroom/class/submission.js";
import type { Cell } from "../../../lib/course/notebook/types.js";
import { twiceNotebook } from "./tiny.js";

const release = studentCopy(twiceNotebook(3));
const handIn = (change: (cells: readonly Cell[]) => readonly unknown[]) =>
  completeSubmission(JSON.stringify({ ...release, cells: change(release.cells) }), release);
const sources = ({ notebook }: ReturnType<typeof completeSubmission>) => notebook.cells.map(({ source }) => source);
const answered = (cells: readonly Cell[]) =>
  cells.map((cell) => (cell.id === "a2" ? { ...cell, source: "mine" } : cell));

describe("a submission made whole", () => {
  it("keeps the answers, and the release's tests", () => {
    const tampered = handIn((cells) =>
      answered(cells).map((cell) => (cell.id === "v2" ? { ...cell, source: "1;" } : cell)),
    );
    expect(tampered.remarks).toEqual([]);
    expect(tampered.missing.size).toBe(0);
    expect(sources(tampered)).toEqual(release.cells.map(({ id, source }) => (id === "a2" ? "mine" : source)));
  });

  it("names a deleted test cell, which gives no points, and puts the cell back", () => {
    const { missing, remarks, notebook } = handIn((cells) => answered(cells).filter(({ id }) => id !== "h2"));
    expect([...missing]).toEqual(["t-2-test-2"]);
    expect(remarks).toEqual(["The test cell t-2-test-2 was deleted, so it gives no points."]);
    expect(notebook.cells.map(({ id }) => id)).toEqual(release.cells.map(({ id }) => id));
  });

  it("counts a deleted answer as not answered", () => {
    const { remarks, notebook } = handIn((cells) => cells.filter(({ id }) => id !== "a1"));
    expect(remarks).toEqual(["The answer cell t-1 was deleted; it counts as not answered."]);
    expect(notebook.cells.find(({ id }) => id === "a1")?.source).toContain("YOUR CODE HERE");
  });

  it("takes the copy of a copied answer that says something, wherever it lies", () => {
    const { notebook, remarks } = handIn((cells) => [
      ...cells,
      { ...cells.find(({ id }) => id === "a3"), id: "x", source: "mine" },
    ]);
    expect(notebook.cells.find(({ id }) => id === "a3")?.source).toBe("mine");
    expect(remarks).toEqual(["The answer cell t-3 is there 2 times; the last one that was changed counts."]);
  });

  it("keeps cells of the learner's own where they stood, without what they claim to be", () => {
    const own = {
      id: "own",
      cell_type: "code",
      source: ["const helper", " = 1;"],
      metadata: { nbgrader: { grade: true, points: 100, grade_id: "t-9" } },
    };
    const { notebook } = handIn((cells) => cells.flatMap((cell) => (cell.id === "a1" ? [cell, own] : [cell])));
    expect(notebook.cells[2]).toMatchObject({ source: "const helper = 1;", metadata: {} });
  });

  it.each([
    ["", "empty"],
    ["{", "not JSON"],
    ["null", "no cells"],
    ["[1]", "no cells"],
    ['{"cells": 7}', "no cells"],
    ['{"cells": [{"cell_type": "code", "source": "1"}]}', "not a copy of this assignment"],
    ["\u0000\u0001PNG", "not JSON"],
  ])("says what is wrong with %j, and what can be graded is the blank copy", (text, what) => {
    const { notebook, missing, remarks, usable } = completeSubmission(text, release);
    expect(usable).toBe(false);
    expect(remarks.join()).toContain(what);
    expect(notebook).toEqual(release);
    expect(missing.size).toBe(6);
  });

  it("reads a file with a byte order mark, and one of an older format without cell ids", () => {
    const older = {
      ...release,
      nbformat_minor: 2,
      cells: answered(release.cells).map((cell) => ({ ...cell, id: undefined })),
    };
    const { notebook, missing } = completeSubmission(`\uFEFF${JSON.stringify(older)}`, release);
    expect(notebook.cells.find(({ id }) => id === "a2")?.source).toBe("mine");
    expect(missing.size).toBe(0);
  });

  it("comes out whole from anything", () => {
    const cell = fc.record(
      {
        id: fc.constantFrom("a1", "v1", "h2", "z", ""),
        cell_type: fc.anything(),
        source: fc.anything(),
        metadata: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(cell, fc.jsonValue()), { maxLength: 12 }), (cells) => {
        const { notebook } = completeSubmission(JSON.stringify({ cells }), release);
        const ids = notebook.cells.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining(release.cells.map(({ id }) => id)));
        const tests = notebook.cells.filter(({ metadata }) => metadata.nbgrader?.grade);
        expect(tests).toEqual(release.cells.filter(({ metadata }) => metadata.nbgrader?.grade));
      }),
    );
  });
});
