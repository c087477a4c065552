// The tests of one lesson graded by nbgrader's own commands, for grading.test.ts and grading.long.test.ts.
import { beforeAll, expect, it } from "vitest";
import { exercises } from "../../lib/course/classroom/exercise.js";
import { studentCopy } from "../../lib/course/classroom/student-copy.js";
import { withAnswers } from "../../lib/course/classroom/wrong-answers.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { gradeWithNbgrader, type Graded, type Scores } from "./grading.js";
import type { LessonFile } from "./lessons.js";

const codeExercises = ({ notebook, name }: LessonFile) => exercises(notebook, name).filter(({ kind }) => kind === "code");

/** Student `wrong-2` hands in the second wrong answer of every exercise, and the solution where there is none. */
function submissionsOf(lesson: LessonFile, most: number) {
  const { name, wrong } = lesson;
  const solutions = new Map(codeExercises(lesson).map(({ task, answer }) => [task, answer.source]));
  const hand = (answers: ReadonlyMap<string, string>) => (release: Notebook) => withAnswers(release, name, answers);
  return {
    blank: (release: Notebook) => release,
    solved: hand(solutions),
    ...Object.fromEntries(
      Array.from({ length: most }, (_, i) => {
        const answers = [...solutions].map(([task, solution]) => [task, wrong.get(task)?.[i]?.source ?? solution] as const);
        return [`wrong-${i + 1}`, hand(new Map(answers))];
      }),
    ),
  };
}

const pointsOf = (scores: Scores, tests: readonly { readonly metadata: Notebook["cells"][number]["metadata"] }[]) =>
  tests.reduce((sum, { metadata }) => sum + (scores[metadata.nbgrader!.grade_id].score ?? Number.NaN), 0);

/** @param atMost wrong answers to each exercise that are handed in; defaults to all */
export function gradedByNbgrader(lesson: LessonFile, atMost = Infinity): void {
  const { name, notebook, wrong } = lesson;
  const mine = codeExercises(lesson);
  const most = Math.min(atMost, Math.max(0, ...[...wrong.values()].map(({ length }) => length)));
  let result: Graded;

  beforeAll(async () => {
    result = await gradeWithNbgrader(name, notebook, submissionsOf(lesson, most));
  }, 1_500_000);

  it("is released as our own learner's copy, but for nbgrader's checksums", () => {
    const source = ({ cells }: Notebook) => cells.map(({ id, source }) => ({ id, source }));
    expect(source(result.release)).toEqual(source(studentCopy(notebook)));
  });

  it("gives a blank copy nothing, cell by cell", () => {
    expect(Object.entries(result.scores.blank).filter(([, { score }]) => score !== 0)).toEqual([]);
  });

  it("gives the solution all points", () => {
    for (const { task, tests, points } of mine) expect(pointsOf(result.scores.solved, tests), task).toBe(points);
  });

  it("leaves what a person must read to a person", () => {
    const manual = exercises(notebook, name).filter(({ kind }) => kind === "manual");
    for (const { answer } of manual) expect(result.scores.solved).toHaveProperty([answer.metadata.nbgrader!.grade_id]);
  });

  const fixtures = mine.flatMap(({ task, tests, points }) =>
    (wrong.get(task) ?? []).slice(0, most).map((answer, i) => ({
      title: `${answer.score} of ${points} points for ${task}, where the learner ${answer.name}`,
      student: `wrong-${i + 1}`,
      score: answer.score,
      tests,
    })),
  );
  it.each(fixtures)("gives $title", ({ student, tests, score }) => {
    expect(pointsOf(result.scores[student], tests)).toBe(score);
  });
}
