// What the tests of the students' own numbers share: lessons, seeds, and a submission that never answers.
import type { Line } from "../../../../lib/course/kernel/index.js";
import { startJudge, testCells, type Judge } from "../../../../lib/course/classroom/class/grading/judge.js";
import { hasVariants, withSeed } from "../../../../lib/course/classroom/class/variants.js";
import type { Notebook } from "../../../../lib/course/notebook/types.js";
import { lessons } from "../../../notebooks/lessons.js";
import { neededCells } from "../needed-cells.js";

/** The lessons that have exercises with numbers of their own. */
export const variantLessons = lessons.filter(({ notebook }) => hasVariants(notebook));

/** Seeds spread over all that a class can have; as many as wanted. */
export const seedsOf = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => 1 + (((i + 1) * 5_654_321_987_651) % 2 ** 48));

/** The exercises of a lesson whose answer or tests depend on the seed. */
export const ownExercises = (notebook: Notebook, name: string): readonly string[] =>
  neededCells(notebook, name).own.map(({ task }) => task);

/** The cells that the exercises with numbers of their own need. */
export const ownPart = (notebook: Notebook, name: string): Notebook => neededCells(notebook, name).notebook;

/**
 * Runs the tests of the source for each seed. Running the source shows that the solution gets everything; then every call is
 * answered as a blank copy answers.
 * @returns test cells that a blank copy passes, as "SEED GRADE_ID"
 */
export async function passedByBlank(source: Notebook, seeds: readonly number[], file: string): Promise<string[]> {
  const passed: string[] = [];
  let judge: Judge | undefined;
  try {
    for (const seed of seeds) {
      const own = withSeed(source, seed);
      if (!judge || !(await judge.changeTo(own))) {
        judge?.end();
        judge = await startJudge(own, { file: `${file}, seed ${seed}` });
      }
      const current = judge;
      const blank: Line = { type: "throw", name: "Error", message: "Not implemented" };
      current.listen(() => current.answer(JSON.stringify(blank)));
      for (const { gradeId, points } of testCells(own)) {
        const { error } = await current.run(gradeId, { limitMs: 20_000, other: () => undefined });
        if (!error && points > 0) passed.push(`${seed} ${gradeId}`);
      }
    }
  } finally {
    judge?.end();
  }
  return passed;
}
