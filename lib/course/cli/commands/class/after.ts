// `anycast class feedback`, `marks`, `status`, `forget`, `code` and `mend`: the commands for after grading.
import { mkdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Command } from "commander";
import { Failure, oneLine } from "anycast-kit/cli";
import { readText, writePage, writeWhole } from "anycast-kit/files";
import {
  assignmentOf,
  codeForJPlag,
  completeSubmission,
  feedbackPage,
  feedbackToExchange,
  fillGradebook,
  forgetStudent,
  gradescopeResults,
  marksCsv,
  marksOf,
  placesIn,
  readRoster,
  submissionsOf,
} from "../../../classroom/index.js";
import { readNotebook, writeNotebook } from "../../../notebook/index.js";
import { assignmentsOf, classOption, folderOf, withCourse, type ClassOption } from "./open.js";

export function register(program: Command): void {
  program
    .command("feedback")
    .description("write a page for each graded submission: marks, failed checks with their hints, comments")
    .argument("[lesson...]", "lessons of the class; all by default")
    .option(...classOption)
    .option("--with-solutions", "include the model answers, folded; for use after the deadline")
    .option("--exchange", "also put the pages into nbgrader's exchange, where each student can fetch their own")
    .action(feedback);
  program
    .command("marks")
    .description("export the marks to other systems; without an option, print them")
    .argument("[lesson]", "the lesson; required for --canvas and --moodle")
    .option(...classOption)
    .option("--csv <file>", "write a table with one line for each student and lesson")
    .option("--canvas <file>", "fill in a gradebook that Canvas exported")
    .option("--moodle <file>", "fill in a grading worksheet or gradebook that Moodle exported")
    .option("--gradescope <dir>", "write a results.json for each submission")
    .action(marks);
  program
    .command("status")
    .description("count submitted, graded and still ungraded work for each lesson")
    .option(...classOption)
    .action(status);
  program
    .command("forget")
    .description("delete all data of a student")
    .argument("<student>")
    .option(...classOption)
    .action(forget);
  program
    .command("code")
    .description(
      "write each student's code as one .ts file without types, for JPlag: java -jar jplag.jar -l typescript DIR",
    )
    .argument("<lesson>", "lesson of the class")
    .requiredOption("--out <dir>", "folder to write into")
    .option(...classOption)
    .action(code);
  program
    .command("mend")
    .description("repair a learner's notebook: restore deleted and damaged cells from the release, keep the answers")
    .argument("<notebook>", "the learner's file")
    .requiredOption("--release <file>", "the notebook as released")
    .requiredOption("--out <file>", "file to write")
    .action(mend);
}

async function feedback(
  wanted: readonly string[],
  options: ClassOption & { readonly withSolutions?: boolean; readonly exchange?: boolean },
): Promise<void> {
  const folder = await folderOf(options);
  const assignments = assignmentsOf(folder, wanted);
  const { submissions } = await withCourse(folder, (course) => course.scores());
  for (const grades of submissions.filter(({ assignment }) => assignments.includes(assignment))) {
    const file = join(placesIn(folder.root).feedback(grades.assignment, grades.student), `${grades.assignment}.html`);
    await writePage(file, await feedbackPage({ folder, grades, solutions: options.withSolutions === true }));
    console.log(relative(process.cwd(), file));
  }
  if (options.exchange !== true) return;
  await withCourse(folder, async (course) => {
    for (const submission of submissions.filter(({ assignment }) => assignments.includes(assignment)))
      if (!(await feedbackToExchange(folder, course, submission)))
        console.log(`! ${submission.student}: not handed in through the exchange; give the page another way.`);
  });
}

interface MarksOptions extends ClassOption {
  readonly csv?: string;
  readonly canvas?: string;
  readonly moodle?: string;
  readonly gradescope?: string;
}

async function marks(lesson: string | undefined, options: MarksOptions): Promise<void> {
  const folder = await folderOf(options);
  const scores = await withCourse(folder, (course) => course.scores());
  const all = marksOf(scores, folder);
  if (options.csv !== undefined) await writeWhole(options.csv, marksCsv(all));
  for (const system of ["canvas", "moodle"] as const) {
    const file = options[system];
    if (file === undefined) continue;
    if (lesson === undefined)
      throw new Failure(
        `--${system} fills in one lesson. Give its name or number.`,
        `npx anycast class marks 1 --${system} ${file}`,
      );
    const text = await readText(file, { what: "a gradebook" });
    const filled = fillGradebook(text, {
      system,
      file,
      assignment: assignmentOf(folder, lesson),
      marks: all,
      roster: await readRoster(folder),
    });
    await writeWhole(file, filled.text);
    for (const line of filled.unmatched) console.log(`! ${oneLine(line)}`);
  }
  if (options.gradescope !== undefined)
    for (const submission of scores.submissions) {
      const file = join(options.gradescope, submission.assignment, submission.student, "results.json");
      await mkdir(dirname(file), { recursive: true });
      await writeWhole(file, gradescopeResults(submission));
    }
  if (!options.csv && !options.canvas && !options.moodle && !options.gradescope)
    for (const { student, assignment, points, of, late, waiting } of all)
      console.log(
        `${assignment} ${student}: ${points} of ${of}${late > 0 ? `, ${late} off for lateness` : ""}${waiting > 0 ? `, ${waiting} not graded yet` : ""}`,
      );
}

async function status(options: ClassOption): Promise<void> {
  const folder = await folderOf(options);
  const scores = await withCourse(folder, (course) => course.scores());
  const all = marksOf(scores, folder);
  for (const assignment of folder.lessons) {
    const handedIn = await submissionsOf(folder, assignment);
    const graded = all.filter((mark) => mark.assignment === assignment);
    const waiting = graded.filter(({ waiting: answers }) => answers > 0).length;
    console.log(
      `${assignment}: ${handedIn.length} submitted, ${graded.length} graded, ${waiting} with answers to grade by hand`,
    );
  }
}

async function forget(student: string, options: ClassOption): Promise<void> {
  const folder = await folderOf(options);
  const removed = await withCourse(folder, (course) => forgetStudent(folder, course, student));
  // A deletion that was interrupted may have ended before this one began.
  if (removed.length === 0 && (await readRoster(folder)).students.every(({ id }) => id !== student))
    throw new Failure(`Unknown student "${student}".`, "List the students: npx anycast class marks");
  if (removed.length === 0) console.log(`No data of ${student} are left in this folder.`);
  for (const line of removed) console.log(`removed: ${line}`);
  console.log("Not removed: lines of students.csv, and copies outside this folder (exchange, backups, LMS).");
}

async function mend(file: string, { release, out }: { readonly release: string; readonly out: string }): Promise<void> {
  const given = readNotebook(await readText(release, { what: "a notebook" }), { file: release });
  const { notebook, remarks } = completeSubmission(await readText(file, { what: "a notebook" }), given);
  await writeWhole(out, writeNotebook(notebook));
  for (const remark of remarks) console.log(oneLine(remark));
  console.log(`${out}: complete`);
}

async function code(lesson: string, { out, ...options }: ClassOption & { readonly out: string }): Promise<void> {
  const folder = await folderOf(options);
  const assignment = assignmentOf(folder, lesson);
  const submissions = await submissionsOf(folder, assignment);
  let written = 0;
  for (const submission of submissions) {
    const { code: text, unreadable } = await codeForJPlag(folder, submission);
    if (unreadable.length > 0)
      console.log(`! ${submission.student}: not TypeScript, left out: ${unreadable.join(", ")}`);
    if (text === "") continue; // JPlag refuses an empty file
    await writePage(join(out, submission.student, `${assignment}.ts`), text);
    written++;
  }
  console.log(`${out}: ${written} of ${submissions.length} students wrote code`);
}
