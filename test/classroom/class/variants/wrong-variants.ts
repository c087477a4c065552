// Wrong answers under numbers of their own: each known wrong answer has its score with the printed numbers, and fails a check that the
// learner sees with every seed if it does with the printed ones. The answers to the printed numbers lose points under any other seed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerCell } from "../../../../lib/course/classroom/answer-cell.js";
import { holdsSeed, withSeed } from "../../../../lib/course/classroom/class/variants.js";
import type { Exercise } from "../../../../lib/course/classroom/exercise.js";
import { studentCopy } from "../../../../lib/course/classroom/student-copy.js";
import { runningCells } from "../../../../lib/course/kernel/index.js";
import type { Notebook } from "../../../../lib/course/notebook/types.js";
import type { LessonFile } from "../../../notebooks/lessons.js";
import { neededCells } from "../needed-cells.js";

/** Calls and results of a function, kept from one seed to the next: what a learner knows who has seen the printed copy. */
const recording = (name: string) => [
  `const solved_${name}: any = ${name};
const seen_${name} = new Map<string, unknown>();
const keyOf_${name} = (values: unknown[]) => { try { return JSON.stringify(values); } catch { return "no data"; } };`,
  `function ${name}(...values: any[]): any {
  const answer = solved_${name}(...values);
  seen_${name}.set(keyOf_${name}(values), answer);
  return answer;
}`,
];
const recalling = (name: string) => `function ${name}(...values: any[]): any {
  const key = keyOf_${name}(values);
  if (!seen_${name}.has(key)) throw new Error("not among the printed numbers");
  return seen_${name}.get(key);
}`;

/**
 * Runs the exercises of a lesson that have numbers of their own with the printed ones, then with each seed.
 * @returns what is wrong, as "SEED TASK: problem"
 */
export async function passedByWrong(lesson: LessonFile, seeds: readonly number[]): Promise<string[]> {
  const { notebook, own } = neededCells(lesson.notebook, lesson.name);
  const learners = studentCopy(notebook);
  const folder = mkdtempSync(join(tmpdir(), "anycast-variants-"));
  const cells = runningCells({ cwd: folder });
  const problems: string[] = [];
  const visible = new Set<string>();
  const run = async (source: string) => (await cells.run(source, { limitMs: 60_000 })).error;
  const must = async (source: string, where: string) => {
    const error = await run(source);
    if (error) throw new Error(`${where}: ${error.traceback.join("\n")}`);
  };
  const points = async (from: Notebook, { tests }: Exercise) => {
    let sum = 0;
    for (const { id, metadata } of tests)
      if (!(await run(from.cells.find((cell) => cell.id === id)!.source))) sum += metadata.nbgrader!.points ?? 0;
    return sum;
  };
  const first = notebook.cells.findIndex(holdsSeed);
  try {
    for (const seed of [0, ...seeds]) {
      const say = (task: string, problem: string) => problems.push(`${seed} ${task}: ${problem}`);
      const seeded = withSeed(notebook, seed);
      for (const { id, source } of seeded.cells.slice(seed === 0 ? 0 : first))
        await must(source, `${lesson.name}, seed ${seed}, ${id}`);
      for (const exercise of own) {
        const { task, answer } = exercise;
        const { names } = answerCell(answer.source);
        for (const [i, { name, source, score }] of (lesson.wrong.get(task) ?? []).entries()) {
          const key = `${task} ${i}`;
          await must(source, `${lesson.name}, ${task}.json, answer ${i + 1}`);
          const seen = await points(learners, exercise);
          const got = seed === 0 || !visible.has(key) ? await points(seeded, exercise) : seen;
          if (seed === 0 && seen < exercise.points) visible.add(key);
          if (seed === 0 && got !== score) say(task, `expected ${score} points, got ${got}, if the learner ${name}`);
          if (visible.has(key) && seen === exercise.points) say(task, `no visible check fails if the learner ${name}`);
          if (got === exercise.points) say(task, `no point is lost if the learner ${name}`);
        }
        await must(answer.source, task);
        for (const text of seed === 0 ? names.flatMap(recording) : names.map(recalling)) await must(text, task);
        const got = await points(seeded, exercise);
        if (seed === 0 && got !== exercise.points) say(task, "the solution loses points");
        if (seed !== 0 && got === exercise.points) say(task, "the printed numbers get all points");
        await must(answer.source, task);
      }
    }
  } finally {
    cells.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return problems;
}
