// The commands for instructors, read from README's section and from lib/docs/instructors.md and run as they stand there: in the
// repository, with another home, in which the class folder and all files lie.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { exercises } from "../../../lib/course/classroom/exercise.js";
import { withAnswers } from "../../../lib/course/classroom/wrong-answers.js";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import type { Notebook } from "../../../lib/course/notebook/types.js";
import { repository, venv } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { strangersEnvironment } from "./course-copy.js";

/** The lesson that the section's examples use. */
export const { name: lesson, notebook: source } = lessons[0];

/** Every line of their shell blocks, README's first, without its comment. */
export function instructorsCommands(): readonly string[] {
  const text = (path: string) => readFileSync(join(repository, path), "utf8");
  const [, section = ""] = /^## For instructors\n([^]*?)^## /m.exec(text("README.md")) ?? [];
  return [...(section + text("lib/docs/instructors.md")).matchAll(/^```sh\n([^]*?)^```/gm)]
    .flatMap(([, text]) => text.split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "");
}

/** Commands that run a lesson for its figures, start a server or write all pages: only `npm run test:long` runs them. */
export const takesLong = (command: string): boolean =>
  /^npm start\b|\bclass (?:answer-key|quiz|student-kit)\b|\bnbconvert\b/.test(command);

export interface InstructorsHome {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly at: (...parts: string[]) => string;
  /** Runs one line in the repository, after writing what it reads. @returns what it printed; throws if it fails */
  readonly run: (command: string) => string;
  readonly remove: () => void;
}

export function instructorsHome(): InstructorsHome {
  const home = mkdtempSync(join(tmpdir(), "anycast-instructor-"));
  const at = (...parts: string[]) => join(home, ...parts);
  const env = { ...strangersEnvironment(home), ANYCAST_JUPYTER: venv };
  return {
    home,
    env,
    at,
    run(command) {
      for (const [path, content] of Object.entries(given))
        if (command.includes(`~/${path}`) && !existsSync(at(path))) writeFileSync(at(path), content(at));
      const { status, stdout, stderr } = spawnSync("sh", ["-c", command.replace(/^\.venv(?=\/)/, venv)], {
        cwd: repository,
        env,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`${command}\nexit code ${status}\n${stdout}\n${stderr}`);
      if (command.includes(" class init ")) writeFileSync(at("my-class", "students.csv"), students);
      return stdout + stderr;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

const students = "id,name,canvas\nada,Ada Lovelace,17\nbob,Bob Metcalfe,18\n";

/** Files of the instructor's that the commands read, made when a command first names one. */
const given: Readonly<Record<string, (at: (...parts: string[]) => string) => Uint8Array | string>> = {
  "handed-in.zip": (at) => {
    const copy = at("my-class", "variants", "ada", lesson, `${lesson}.ipynb`);
    return zipSync({ [`ada/${lesson}.ipynb`]: strToU8(writeNotebook(solved(read(copy)))) });
  },
  "canvas.csv": () =>
    `Student,ID,SIS User ID,SIS Login ID,Section,${lesson} (5)\n    Points Possible,,,,,30\n"Lovelace, Ada",17,,ada,A,\n"Hopper, Grace",99,,grace,A,\n`,
  "damaged.ipynb": (at) => {
    const release = solved(read(at("my-class", "release", lesson, `${lesson}.ipynb`)));
    return writeNotebook({ ...release, cells: release.cells.filter(({ metadata }) => !metadata.nbgrader?.grade) });
  },
};

const read = (file: string) => readNotebook(readFileSync(file, "utf8"), { file });

/** What a student hands in who can do everything. */
function solved(release: Notebook): Notebook {
  const answers = exercises(source, lesson).filter(({ kind }) => kind === "code");
  return withAnswers(release, lesson, new Map(answers.map(({ task, answer }) => [task, answer.source])));
}

/** Points of the exercises that tests grade. */
export const codePoints = exercises(source, lesson)
  .filter(({ kind }) => kind === "code")
  .reduce((sum, { points }) => sum + points, 0);

/** Before a long command: a class with the lesson in it, as the README's first lines make it. */
export function withClass({ run, at }: InstructorsHome): void {
  mkdirSync(at(), { recursive: true });
  for (const command of instructorsCommands().filter((line) => / class (?:init|release 1 --class) /.test(line)))
    run(command);
}
