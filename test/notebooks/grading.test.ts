// The lesson whose turn it is today graded by nbgrader: a blank copy, the solution and two wrong answers to each exercise. Of all
// lessons every wrong answer is tried in the worker alone, in a fraction of the time; grading.long.test.ts hands everything in.
import { beforeAll, describe, expect, it } from "vitest";
import { exercises } from "../../lib/course/classroom/exercise.js";
import { sliceOf } from "../long-tests.mjs";
import { needs } from "../needs.js";
import { gradedByNbgrader } from "./graded-by-nbgrader.js";
import { lessons } from "./lessons.js";
import { wrongScores } from "./wrong-scores.js";

const graded = lessons.filter(({ notebook, name }) => exercises(notebook, name).length > 0);
const today = sliceOf(graded, new Date()).files;

needs("jupyter").describe.each(today)("$name, graded by nbgrader", (lesson) => gradedByNbgrader(lesson, 2));

describe.each(graded)("$name, its wrong answers", (lesson) => {
  let scores: ReadonlyMap<string, number>;
  beforeAll(async () => {
    scores = await wrongScores(lesson);
  }, 300_000);

  const answers = [...lesson.wrong].flatMap(([task, wrong]) =>
    wrong.map(({ name, score }, i) => ({ task, i, score, title: `${score} points for ${task}, where the learner ${name}` })),
  );
  it.each(answers)("get $title", ({ task, i, score }) => {
    expect(scores.get(`${task} ${i}`)).toBe(score);
  });
});

describe("a lesson with exercises", () => {
  it("is there to be graded", () => {
    expect(graded.length).toBeGreaterThan(0);
  });
});
