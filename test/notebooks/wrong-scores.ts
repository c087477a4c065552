// What each known wrong answer of a lesson scores, with the printed numbers: the lesson runs once, in the kernel's worker without
// Jupyter, and stops at each exercise to try the answers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exercises } from "../../lib/course/classroom/exercise.js";
import { runningCells } from "../../lib/course/kernel/index.js";
import type { LessonFile } from "./lessons.js";

/** @returns points by task and number of the answer, "the-task 0" */
export async function wrongScores({ name, notebook, wrong }: LessonFile): Promise<ReadonlyMap<string, number>> {
  const mine = exercises(notebook, name).filter(({ kind }) => kind === "code");
  const byLastTest = new Map(mine.map((exercise) => [exercise.tests.at(-1)!.id, exercise]));
  const folder = mkdtempSync(join(tmpdir(), "anycast-wrong-"));
  const cells = runningCells({ cwd: folder });
  const run = async (source: string) => (await cells.run(source, { limitMs: 60_000 })).error;
  const fails = async (source: string) => (await run(source)) !== null;
  const scores = new Map<string, number>();
  try {
    for (const { id, cell_type, source } of notebook.cells) {
      if (cell_type !== "code") continue;
      const error = await run(source);
      if (error) throw new Error(`${name}: cell "${id}" fails with the solutions: ${error.traceback.join("\n")}`);
      const exercise = byLastTest.get(id);
      if (!exercise) continue;
      for (const [i, answer] of (wrong.get(exercise.task) ?? []).entries()) {
        await fails(answer.source);
        let points = 0;
        for (const test of exercise.tests) if (!(await fails(test.source))) points += test.metadata.nbgrader!.points ?? 0;
        scores.set(`${exercise.task} ${i}`, points);
      }
      await fails(exercise.answer.source);
    }
  } finally {
    cells.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return scores;
}
