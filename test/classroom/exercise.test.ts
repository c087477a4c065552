import { describe, expect, it } from "vitest";
import { exercises, gradedKind, taskOf } from "../../lib/course/classroom/exercise.js";
import { readWrongAnswers, withAnswers } from "../../lib/course/classroom/wrong-answers.js";
import type { NbgraderMetadata } from "../../lib/course/notebook/types.js";
import { code, graded, lesson, markdown } from "./lesson-builder.js";

describe("the exercises of a lesson", () => {
  it("are its answer cells with their tests and points", () => {
    const all = exercises(lesson(), "9-sums");
    expect(all.map(({ task, kind, points }) => [task, kind, points])).toEqual([
      ["add", "code", 2],
      ["plus", "code", 2],
      ["sum", "code", 2],
      ["total", "code", 2],
      ["essay", "manual", 3],
    ]);
    expect(all[0].tests.map(({ id }) => id)).toEqual(["ex-add-test"]);
  });

  it("may have several test cells, whose points add up", () => {
    const cells = [
      code("a", "const a = 1;", graded("answer", "9-many")),
      code("t1", "a;", graded("tests", "9-many-test", 1)),
      code("t2", "a;", graded("tests", "9-many-test-2", 2)),
      code("other", "a;", graded("tests", "9-many-more-test", 5)),
    ];
    const many = exercises(lesson(...cells), "9-sums").find(({ task }) => task === "many")!;
    expect([many.tests.map(({ id }) => id), many.points]).toEqual([["t1", "t2"], 3]);
  });

  it("are named after the lesson or its number", () => {
    expect(taskOf("9-sums-add", "9-sums")).toBe("add");
    expect(taskOf("9-add", "9-sums")).toBe("add");
    expect(taskOf("8-add", "9-sums")).toBeUndefined();
    expect(taskOf("9-", "9-sums")).toBeUndefined();
    expect(taskOf("2b-lost", "2b-running-a-site")).toBe("lost");
    expect(taskOf("2b-running-a-site-lost", "2b-running-a-site")).toBe("lost");
    expect(taskOf("2-lost", "2b-running-a-site")).toBeUndefined();
    expect(taskOf("2b-lost", "2-multi-site-advertisement")).toBeUndefined();
  });

  it("are of the kinds in nbgrader's table, and of no other", () => {
    const kindOf = (cell_type: "code" | "markdown", words: string) => {
      const has = (word: string) => words.split(" ").includes(word);
      const metadata: NbgraderMetadata = {
        schema_version: 3,
        grade_id: "x",
        grade: has("grade"),
        solution: has("solution"),
        locked: has("locked"),
        task: has("task"),
      };
      return gradedKind({ cell_type }, metadata);
    };
    expect(kindOf("code", "solution")).toBe("answer");
    expect(kindOf("code", "grade locked")).toBe("tests");
    expect(kindOf("code", "grade solution")).toBe("manual");
    expect(kindOf("markdown", "grade solution")).toBe("manual");
    expect(kindOf("markdown", "task locked")).toBe("task");
    expect(kindOf("markdown", "locked")).toBe("read-only");
    for (const words of ["solution", "grade", "grade locked", ""]) expect(kindOf("markdown", words)).toBeUndefined();
    for (const words of ["task locked", "solution locked", "grade", ""]) expect(kindOf("code", words)).toBeUndefined();
  });
});

describe("wrong answers", () => {
  const read = (value: unknown) => readWrongAnswers(JSON.stringify(value), { file: "add.json" });

  it("are a name, a source in one text or in lines, and a score", () => {
    expect(read([{ name: "subtracts", source: ["a", "b"], score: 0 }])).toEqual([
      { name: "subtracts", source: "a\nb", score: 0 },
    ]);
  });

  it("say which field of which file is wrong", () => {
    expect(() => readWrongAnswers("{", { file: "add.json" })).toThrow(/^add.json: not JSON/);
    expect(() => read([])).toThrow(/add.json: the whole: must have at least one wrong answer/);
    expect(() => read([{ name: "x", source: "y" }])).toThrow(/add.json: \[0\]\.score/);
    expect(() => read([{ name: "x", source: "y", score: -1 }])).toThrow(/\[0\]\.score/);
    expect(() => read([{ name: "x", source: "y", score: 1, points: 1 }])).toThrow(/points/);
  });

  it("stand in the answer cells, and only there", () => {
    const before = lesson(markdown("more", "text"));
    const after = withAnswers(before, "9-sums", new Map([["add", "WRONG"]]));
    const changed = after.cells.filter((cell, i) => cell !== before.cells[i]);
    expect(changed.map(({ id, source }) => [id, source])).toEqual([["ex-add-answer", "WRONG"]]);
  });
});
