// `anycast class init`, `release` and `collect`: the commands for before grading.
import { join, relative } from "node:path";
import type { Command } from "commander";
import { Failure, oneLine } from "anycast-kit/cli";
import {
  assignmentOf,
  collectFrom,
  collectFromExchange,
  initClass,
  placesIn,
  readRoster,
  releaseVariants,
} from "../../../classroom/index.js";
import { places } from "../../repository.js";
import { findLesson, lessonFiles } from "../../workspace.js";
import { assignmentsOf, classOption, folderOf, withCourse, type ClassOption } from "./open.js";

export function register(program: Command): void {
  program
    .command("init")
    .description("create a class folder, or add lessons to one")
    .argument("<dir>", "the class folder")
    .option("--lessons <list>", "lessons of the course, such as 1,2,2b; all by default")
    .action(init);
  program
    .command("release")
    .description("write the students' copies, without solutions and hidden tests")
    .argument("[lesson...]", "lessons of the class; all by default")
    .option(...classOption)
    .option("--variants", "also write a copy for each student of students.csv, with numbers of their own")
    .option("--exchange", "also put the lessons into nbgrader's exchange, where students of this machine fetch them")
    .action(release);
  program
    .command("collect")
    .description("copy submissions from a folder or zip, as an LMS exports them, or from nbgrader's exchange")
    .argument("<lesson>", "lesson of the class")
    .argument("[from]", "folder or zip with STUDENT/NAME.ipynb, STUDENT_NAME.ipynb, or file names of Moodle or Canvas")
    .option(...classOption)
    .option("--exchange", "collect what was submitted to nbgrader's exchange on this machine")
    .action(collect);
}

async function init(folder: string, { lessons: wanted }: { readonly lessons?: string }): Promise<void> {
  const all = await lessonFiles(places.notebooks);
  const files = wanted === undefined ? all : wanted.split(",").map((word) => findLesson(all, word.trim()));
  const lessons = files.map((file) => join(places.notebooks, file));
  const { root, added } = await initClass({ folder, lessons, command: [process.execPath, process.argv[1]] });
  console.log(`${root}: ${added.length > 0 ? `added ${added.join(", ")}` : "nothing to add"}`);
  console.log(`Next: npx anycast class release --class ${folder}`);
}

async function release(
  wanted: readonly string[],
  {
    variants = false,
    exchange = false,
    ...options
  }: ClassOption & { readonly variants?: boolean; readonly exchange?: boolean },
): Promise<void> {
  const folder = await folderOf(options);
  if (variants && exchange)
    throw new Failure(
      "nbgrader's exchange gives all students the same copy, so --variants and --exchange exclude each other.",
      "Give out the copies of --variants through your LMS, or release to the exchange without --variants.",
    );
  const students = variants ? (await readRoster(folder)).students.map(({ id }) => id) : [];
  if (variants && students.length === 0)
    throw new Failure(
      "--variants writes a copy for each student, and students.csv lists none.",
      `Write ${join(folder.root, "students.csv")}: a line "id", then the id of each student on a line.`,
    );
  await withCourse(folder, async (course) => {
    for (const assignment of assignmentsOf(folder, wanted)) {
      await course.release(assignment);
      console.log(relative(process.cwd(), placesIn(folder.root).release(assignment)));
      if (exchange) {
        await course.releaseToExchange(assignment);
        console.log(`${assignment}: students can fetch it`);
      }
      if (students.length === 0) continue;
      const written = await releaseVariants(folder, { assignment, students });
      console.log(
        written.length > 0
          ? `${relative(process.cwd(), join(folder.root, "variants"))}: ${written.length} copies of ${assignment}`
          : `${assignment} has no exercise with numbers of its own; all students get the same copy.`,
      );
    }
  });
}

async function collect(
  lesson: string,
  from: string | undefined,
  { exchange = false, ...options }: ClassOption & { readonly exchange?: boolean },
): Promise<void> {
  const folder = await folderOf(options);
  const assignment = assignmentOf(folder, lesson);
  if (exchange === (from !== undefined))
    throw new Failure(
      "Give a folder or zip, or --exchange, and not both.",
      `npx anycast class collect ${lesson} handed-in.zip, or: npx anycast class collect ${lesson} --exchange`,
    );
  const roster = await readRoster(folder);
  const { taken, left } =
    from === undefined
      ? await withCourse(folder, async (course) =>
          collectFromExchange({ folder, exchange: await course.exchange(), assignment, roster }),
        )
      : await collectFrom({ folder, assignment, from, roster });
  for (const { student, state, path } of taken) console.log(oneLine(`${student}: ${state} (${path})`));
  for (const line of left) console.log(`! ${oneLine(line)}`);
  if (taken.length === 0)
    throw new Failure(
      `No submission of ${assignment} was found in ${from ?? "the exchange"}.`,
      from === undefined
        ? "Students submit with JupyterLab's Assignment List, or with `nbgrader submit`."
        : `Expected STUDENT/${assignment}.ipynb, or file names of Moodle or Canvas.`,
    );
}
