// A course in a temporary folder, run by nbgrader's own command line: release, hand in, grade, read the gradebook.
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { nbgraderConfig } from "../../lib/course/classroom/nbgrader-config.js";
import { installKernel } from "../../lib/course/kernel/kernelspec.js";
import { readNotebook } from "../../lib/course/notebook/read.js";
import { writeNotebook } from "../../lib/course/notebook/write.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { repository, venv } from "../needs.js";

/** Points of each graded cell by grade id: the points given by nbgrader (null if a person grades), and the maximum. */
export type Scores = Readonly<Record<string, { readonly score: number | null; readonly of: number }>>;

export interface Graded {
  readonly release: Notebook;
  readonly scores: Readonly<Record<string, Scores>>;
}

/**
 * @param submissions what each student hands in, made from the released notebook
 * @returns the gradebook, by student
 */
export async function gradeWithNbgrader(
  lesson: string,
  source: Notebook,
  submissions: Readonly<Record<string, (release: Notebook) => Notebook>>,
): Promise<Graded> {
  const course = await mkdtemp(join(tmpdir(), "nbgrader-course-"));
  try {
    const file = `${lesson}.ipynb`;
    const put = async (folder: string, notebook: Notebook) => {
      await mkdir(join(course, folder), { recursive: true });
      await writeFile(join(course, folder, file), writeNotebook(notebook));
    };
    await copyFile(nbgraderConfig, join(course, "nbgrader_config.py"));
    await symlink(join(repository, "node_modules"), join(course, "node_modules"));
    await installKernel({ prefix: join(course, "kernel") });
    // As in an activated environment: nbgrader calls its `alembic` by name.
    const PATH = `${join(venv, "bin")}${delimiter}${process.env.PATH}`;
    const env = { ...process.env, PATH, JUPYTER_PATH: join(course, "kernel", "share", "jupyter"), HOME: course };
    const python = async (...words: string[]) =>
      (await promisify(execFile)(join(venv, "bin", "python"), words, { cwd: course, env, maxBuffer: 2 ** 28 })).stdout;
    const nbgrader = (...words: string[]) => python("-m", "nbgrader", ...words);

    await put(join("source", lesson), source);
    await nbgrader("generate_assignment", lesson);
    const release = readNotebook(await readFile(join(course, "release", lesson, file), "utf8"), { file });
    for (const [student, handIn] of Object.entries(submissions)) await put(join("submitted", student, lesson), handIn(release));
    await nbgrader("autograde", lesson);
    const script = join(repository, "test", "notebooks", "nbgrader_scores.py");
    return { release, scores: JSON.parse(await python(script, course, lesson)) as Record<string, Scores> };
  } finally {
    await rm(course, { recursive: true, force: true });
  }
}
