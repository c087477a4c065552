// The lessons and their wrong answers, as the tests of this folder read them.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { readWrongAnswers, type WrongAnswer } from "../../lib/course/classroom/wrong-answers.js";
import { readNotebook } from "../../lib/course/notebook/read.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { repository } from "../needs.js";

export interface LessonFile {
  /** `1-shared-ip` */
  readonly name: string;
  readonly path: string;
  readonly notebook: Notebook;
  /** Wrong answers by task. */
  readonly wrong: ReadonlyMap<string, readonly WrongAnswer[]>;
}

const folder = join(repository, "notebooks");

export const lessons: readonly LessonFile[] = readdirSync(folder)
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => {
    const path = join(folder, file);
    const name = basename(file, ".ipynb");
    return { name, path, notebook: readNotebook(readFileSync(path, "utf8"), { file }), wrong: wrongAnswers(name) };
  });

function wrongAnswers(name: string): ReadonlyMap<string, readonly WrongAnswer[]> {
  const answers = join(repository, "test", "notebooks", "answers", name);
  const files = existsSync(answers) ? readdirSync(answers).filter((file) => file.endsWith(".json")) : [];
  return new Map(
    files.map((file) => [basename(file, ".json"), readWrongAnswers(readFileSync(join(answers, file), "utf8"), { file: `${name}/${file}` })]),
  );
}
