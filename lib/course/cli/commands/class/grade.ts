// `anycast class grade`, and `anycast class run`, which nbgrader's own autograde calls for one submission.
import type { Command } from "commander";
import { Failure, oneLine } from "anycast-kit/cli";
import {
  assignmentOf,
  chosenJail,
  gradeSubmissions,
  resultOf,
  submissionsOf,
  type GradeProgress,
} from "../../../classroom/index.js";
import { assignmentsOf, classOption, folderOf, withCourse, type ClassOption } from "./open.js";

interface Options extends ClassOption {
  readonly student?: string;
  readonly jobs: string;
  readonly shard?: string;
  readonly jail: boolean;
  readonly force?: boolean;
}

export function register(program: Command): void {
  program
    .command("grade")
    .description("grade submissions, each in a jail; skip those graded before and unchanged since")
    .argument("[lesson...]", "lessons of the class; all by default")
    .option(...classOption)
    .option("--student <id>", "grade only this student's submissions")
    .option("--jobs <n>", "number of submissions to grade at a time", "1")
    .option("--shard <i/n>", "grade only the i-th of n parts, for a batch system")
    .option("--force", "run unchanged submissions again")
    .option("--no-jail", "run submissions with all rights of your account")
    .action(grade);
  program
    .command("run")
    .description("run one submission and store its result (called by nbgrader autograde)")
    .argument("<lesson>")
    .argument("<student>")
    .option(...classOption)
    .option("--no-jail", "run it with all rights of your account")
    .action(run);
}

async function grade(wanted: readonly string[], options: Options): Promise<void> {
  const folder = await folderOf(options);
  const jobs = wholeNumber(options.jobs, "--jobs");
  const confinement = chosenJail({ noJail: !options.jail });
  const lists = await Promise.all(assignmentsOf(folder, wanted).map((each) => submissionsOf(folder, each)));
  const all = lists.flat().filter(({ student }) => options.student === undefined || student === options.student);
  const submissions = shardOf(all, options.shard);
  if (submissions.length === 0)
    throw new Failure("There is nothing to grade.", "Collect first: npx anycast class collect LESSON FOLDER_OR_ZIP");
  const began = Date.now();
  let done = 0;
  await withCourse(folder, (course) =>
    gradeSubmissions({
      folder,
      course,
      submissions,
      confinement,
      jobs,
      force: options.force === true,
      onProgress: (progress) => report(progress, { began, done: ++done }),
    }),
  );
}

function report(
  { assignment, student, of, state, changes, remarks, seconds }: GradeProgress,
  { began, done }: { began: number; done: number },
): void {
  const left = Math.round((((Date.now() - began) / done) * (of - done)) / 1000);
  const time = of > done ? `, ${left < 90 ? `${left} s` : `${Math.round(left / 60)} min`} left` : "";
  console.log(
    `[${done}/${of}] ${assignment} ${student}: ${state === "graded" ? `graded (${seconds} s)` : "unchanged"}${time}`,
  );
  for (const line of [...remarks, ...changes]) console.log(`    ${oneLine(line)}`);
}

async function run(lesson: string, student: string, options: ClassOption & { readonly jail: boolean }): Promise<void> {
  const folder = await folderOf(options);
  await resultOf(
    { assignment: assignmentOf(folder, lesson), student },
    { folder, confinement: chosenJail({ noJail: !options.jail }) },
  );
}

function wholeNumber(text: string, option: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Failure(`${option} must be a positive integer (got ${text}).`);
}

function shardOf<T>(all: readonly T[], text: string | undefined): readonly T[] {
  if (text === undefined) return all;
  const [, i, n] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!(i >= 1 && i <= n)) throw new Failure(`--shard must be I/N with I from 1 to N, such as 2/8 (got ${text}).`);
  return all.filter((_, at) => at % n === i - 1);
}
