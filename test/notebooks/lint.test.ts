import { describe, expect, it } from "vitest";
import { exercises } from "../../lib/course/classroom/exercise.js";
import { lintNotebook } from "../../lib/course/classroom/lint.js";
import { problemText } from "../../lib/course/classroom/problem.js";
import { lessons } from "./lessons.js";

describe.each(lessons)("$name", ({ name, path, notebook, wrong }) => {
  it("keeps every rule of the linter, types included", () => {
    const problems = lintNotebook(notebook, { file: path, answered: new Set(wrong.keys()) });
    expect(problems.map((problem) => problemText(`${name}.ipynb`, problem))).toEqual([]);
  });

  it("has no wrong answers for a task that is not there", () => {
    const tasks = exercises(notebook, name).map(({ task }) => task);
    expect([...wrong.keys()].filter((task) => !tasks.includes(task))).toEqual([]);
  });
});
