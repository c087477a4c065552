// Wrong answers with a known score: test/notebooks/answers/<lesson>/<task>.json. They prove that the tests of an exercise
// catch the mistakes it is about; nbgrader itself must compute the score that is written here.
import { z } from "zod";
import { describePlainly, parseJson, safeParseLong } from "anycast-kit/topology";
import type { Notebook } from "../notebook/index.js";
import { exercises } from "./exercise.js";

export interface WrongAnswer {
  /** What the learner got wrong, in a few words: "takes the first route that matches". */
  readonly name: string;
  /** The answer cell as submitted by the learner. */
  readonly source: string;
  /** Points that nbgrader gives for it. */
  readonly score: number;
}

const lines = z.union([z.string(), z.array(z.string()).transform((list) => list.join("\n"))]);
const schema = z
  .array(z.strictObject({ name: z.string().min(1), source: lines, score: z.number().nonnegative() }))
  .min(1, "must have at least one wrong answer");

/** @throws Error that names the file and the field */
export function readWrongAnswers(text: string, { file }: { readonly file: string }): readonly WrongAnswer[] {
  let raw: unknown;
  try {
    raw = parseJson(text);
  } catch (error) {
    throw new Error(`${file}: not JSON (${(error as Error).message}).`, { cause: error });
  }
  const result = safeParseLong(schema, raw);
  if (result.success) return result.data;
  throw new Error(`${file}: ${describePlainly(result.error.issues[0], raw)}`);
}

/** The notebook with the given text in the answer cells of some tasks, as a learner would submit it. */
export function withAnswers(notebook: Notebook, lesson: string, answers: ReadonlyMap<string, string>): Notebook {
  const sources = new Map(
    exercises(notebook, lesson).flatMap(({ task, answer }) =>
      answers.has(task) ? [[answer.id, answers.get(task)!]] : [],
    ),
  );
  const cells = notebook.cells.map((cell) =>
    sources.has(cell.id) ? { ...cell, source: sources.get(cell.id)! } : cell,
  );
  return { ...notebook, cells };
}
