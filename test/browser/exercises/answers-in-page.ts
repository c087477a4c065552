// The wrong answers of a lesson in the kernel and in the lesson's page: what each visible check says there.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { exercises, type Exercise } from "../../../lib/course/classroom/exercise.js";
import { studentCopy } from "../../../lib/course/classroom/student-copy.js";
import { withAnswers } from "../../../lib/course/classroom/wrong-answers.js";
import { runningCells, type CellRun } from "../../../lib/course/kernel/running-cells.js";
import { readPart } from "../../../lib/course/publish/exercise.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import type { Notebook } from "../../../lib/course/notebook/types.js";
import type { LessonFile } from "../../notebooks/lessons.js";
import { repository } from "../../needs.js";
import { runCell } from "../live-page.js";

export interface Fixture {
  readonly task: string;
  /** What the learner gets wrong. */
  readonly name: string;
  readonly answer: string;
  readonly source: string;
  /** Ids of the cells that check it. */
  readonly tests: readonly string[];
  readonly solution: string;
}

/** What one visible check said. */
export interface Said {
  readonly passed: boolean;
  readonly text: string;
}

const codeExercises = ({ notebook, name }: LessonFile): readonly Exercise[] =>
  exercises(notebook, name).filter(({ kind }) => kind === "code");

/** The author's answer, as the page gives it. */
function solutionOf({ answer }: Exercise): string {
  const part = readPart(answer);
  if (part.kind !== "answer") throw new Error(`${answer.id} is not an answer cell.`);
  return part.solution;
}

/** Every wrong answer of a lesson. */
export const fixturesOf = (lesson: LessonFile): readonly Fixture[] =>
  codeExercises(lesson).flatMap((exercise) =>
    (lesson.wrong.get(exercise.task) ?? []).map(({ name, source }) => ({
      task: exercise.task,
      name,
      source,
      answer: exercise.answer.id,
      tests: exercise.tests.map(({ id }) => id),
      solution: solutionOf(exercise),
    })),
  );

/** What a learner has who solved every exercise. */
export function solvedCopy(lesson: LessonFile): Notebook {
  const solutions = new Map(codeExercises(lesson).map((exercise) => [exercise.task, solutionOf(exercise)]));
  return withAnswers(studentCopy(lesson.notebook, { file: lesson.path }), lesson.name, solutions);
}

const textOf = ({ outputs }: CellRun) =>
  outputs
    .map((output) => (output.output_type === "stream" ? output.text : ""))
    .join("")
    .trimEnd();

/** The checks of each wrong answer in the kernel, the other exercises solved. */
export async function saidInKernel(lesson: LessonFile, fixtures: readonly Fixture[]): Promise<readonly Said[][]> {
  const copy = solvedCopy(lesson);
  const source = new Map(copy.cells.map((cell) => [cell.id, cell.source]));
  const kernel = runningCells({ cwd: join(repository, "notebooks") });
  const run = (code: string) => kernel.run(code, { limitMs: 60_000 });
  try {
    for (const cell of copy.cells) {
      if (cell.cell_type !== "code") continue;
      const { error } = await run(cell.source);
      if (error) throw new Error(`${lesson.name}, ${cell.id}: ${error.traceback.join("\n")}`);
    }
    const said: Said[][] = [];
    for (const { source: wrong, tests, solution } of fixtures) {
      const { error } = await run(wrong);
      const checks: Said[] = [];
      for (const test of tests) {
        // After an answer that is refused or fails, its name has the value of an earlier answer here; in a new kernel it has none.
        const ran = error ? undefined : await run(source.get(test)!);
        checks.push({ passed: ran?.error === null, text: ran ? textOf(ran) : "" });
      }
      said.push(checks);
      await run(solution);
    }
    return said;
  } finally {
    kernel.end();
  }
}

/** Opens the solved copy in the lesson's page, as a reader opens a notebook of theirs. */
export async function openSolved(page: Page, lesson: LessonFile): Promise<void> {
  const path = join(tmpdir(), `anycast-solved-${process.pid}-${lesson.name}.ipynb`);
  writeFileSync(path, writeNotebook(solvedCopy(lesson)));
  await page.locator("input[type=file]").setInputFiles(path);
  await page.locator("[data-page-live]").filter({ hasText: "Opened:" }).waitFor();
}

/** Types into a cell's editor, in place of what is there. */
export async function typeInto(page: Page, id: string, text: string): Promise<void> {
  const cell = page.locator(`[data-cell="${id}"]`);
  if ((await cell.locator("textarea").count()) === 0) await cell.getByRole("button", { name: "Edit" }).click();
  await cell.locator("textarea").fill(text);
}

/** The checks of each wrong answer in the page, the other exercises solved. */
export async function saidInPage(
  page: Page,
  lesson: LessonFile,
  fixtures: readonly Fixture[],
): Promise<readonly Said[][]> {
  await openSolved(page, lesson);
  const said: Said[][] = [];
  for (const { answer, source, tests, solution } of fixtures) {
    await typeInto(page, answer, source);
    const checks: Said[] = [];
    for (const test of tests) {
      const { state, verdict, text } = await runCell(page, test);
      checks.push({ passed: state === "ran" && verdict === "passed", text });
    }
    said.push(checks);
    await typeInto(page, answer, solution);
  }
  return said;
}

/** Types the first wrong answer of every task into the page, and downloads the notebook. */
export async function downloadWrong(page: Page, lesson: LessonFile): Promise<string> {
  await openSolved(page, lesson);
  const first = new Map<string, Fixture>();
  for (const fixture of fixturesOf(lesson)) if (!first.has(fixture.task)) first.set(fixture.task, fixture);
  for (const { answer, source } of first.values()) await typeInto(page, answer, source);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as .ipynb" }).click();
  return (await waiting).path();
}

/** By grade id of a test: the points that these answers earn together with the other tests of its task. */
export const earned = (lesson: LessonFile): readonly { readonly ids: readonly string[]; readonly points: number }[] =>
  codeExercises(lesson).map(({ task, tests, points }) => ({
    ids: tests.map(({ metadata }) => metadata.nbgrader!.grade_id),
    points: lesson.wrong.get(task)?.[0].score ?? points,
  }));
