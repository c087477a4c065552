// Grades submissions. Changed ones are run, several at a time if requested, and each is entered in nbgrader's gradebook as soon
// as it has run. If grading is interrupted, the next call continues where it stopped.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder, writeWhole } from "anycast-kit/files";
import { readNotebook, writeNotebook, type Notebook } from "../../notebook/index.js";
import type { Confinement } from "../../kernel/index.js";
import type { Course, Scores } from "./course-process.js";
import { placesIn, type ClassFolder } from "./folder.js";
import { startJudge, testCells, type Judge } from "./grading/judge.js";
import { readResult, type Result } from "./grading/results.js";
import { notRun, runLimits, runSubmission } from "./grading/run-submission.js";
import { completeSubmission } from "./submission.js";
import { submittedText } from "./submitted-text.js";
import { sheetsOf } from "./variants.js";

export interface Submission {
  readonly assignment: string;
  readonly student: string;
}

/** The submissions of an assignment, sorted by student id. */
export async function submissionsOf({ root }: ClassFolder, assignment: string): Promise<readonly Submission[]> {
  const students = await readdir(join(root, "submitted")).catch(() => []);
  const at = placesIn(root);
  return students
    .sort()
    .flatMap((student) => (existsSync(at.submitted(assignment, student)) ? [{ assignment, student }] : []));
}

export interface GradeProgress extends Submission {
  readonly number: number;
  readonly of: number;
  readonly state: "unchanged" | "graded";
  /** Differences from the earlier marks, one sentence each. */
  readonly changes: readonly string[];
  readonly remarks: readonly string[];
  readonly seconds: number;
}

export interface GradeOptions {
  readonly folder: ClassFolder;
  readonly course: Course;
  readonly submissions: readonly Submission[];
  readonly confinement: Confinement | undefined;
  /** How many submissions run at a time. Defaults to 1. */
  readonly jobs?: number;
  /** Run unchanged submissions again. */
  readonly force?: boolean;
  readonly onProgress?: (progress: GradeProgress) => void;
}

/** @throws ClassError for an assignment that was not released, NotebookError if its source does not run */
export async function gradeSubmissions(options: GradeOptions): Promise<void> {
  const { folder, course, submissions, jobs = 1, onProgress = () => {} } = options;
  const queue = submissions.map((submission, i) => ({ ...submission, number: i + 1, of: submissions.length }));
  let before = await course.scores();
  let writing: Promise<unknown> = Promise.resolve();

  async function work(): Promise<void> {
    const judges = judgesOf(folder.root);
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const submission = next;
        const { result, ran } = await resultOf(submission, { ...options, judges });
        const graded = before.submissions.find((each) => isOf(each, submission));
        const known = graded && (await gradedKey(folder, submission)) === result.key;
        const progress = { ...submission, remarks: result.remarks, seconds: result.seconds, changes: [] };
        if (known && !ran) onProgress({ ...progress, state: "unchanged" });
        else
          await (writing = writing.then(async () => {
            await course.autograde(submission.assignment, submission.student);
            const after = await course.scores();
            const changes = graded ? differences(before, after, submission) : [];
            before = after;
            await writeWhole(keyFile(folder, submission), result.key);
            onProgress({ ...progress, state: "graded", changes });
          }));
      }
    } finally {
      judges.end();
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, submissions.length)) }, work));
}

const isOf = (a: Submission, b: Submission) => a.student === b.student && a.assignment === b.assignment;

const keyFile = ({ root }: ClassFolder, { assignment, student }: Submission) =>
  join(placesIn(root).results(assignment, student), "graded");
const gradedKey = async (folder: ClassFolder, submission: Submission) =>
  readFile(keyFile(folder, submission), "utf8").catch(() => undefined);

/** The judge of the current assignment, with the numbers of the current student. */
interface Judges {
  for(source: Notebook): Promise<Judge>;
  end(): void;
}

function judgesOf(file: string): Judges {
  let current: Judge | undefined;
  const end = () => {
    current?.end();
    current = undefined;
  };
  return {
    async for(source) {
      try {
        if (current && (await current.changeTo(source))) return current;
      } catch (error) {
        end();
        throw error;
      }
      end();
      return (current = await startJudge(source, { file }));
    },
    end,
  };
}

/** Gives the result of a submission; runs it if there is no result, or if its result is out of date. */
export async function resultOf(
  { assignment, student }: Submission,
  {
    folder,
    confinement,
    force = false,
    judges = judgesOf(folder.root),
  }: Omit<GradeOptions, "course" | "submissions"> & { readonly judges?: Judges },
): Promise<{ readonly result: Result; readonly ran: boolean }> {
  const at = placesIn(folder.root);
  const { text: submitted, why } = await submittedText(at.submitted(assignment, student), assignment);
  const sheets = await sheetsOf(folder, { assignment, student });
  const { source: sourceText, release: releaseText } = sheets;
  const limits = { ...runLimits, cellMs: folder.cellSeconds * 1000 };
  const key = hash([
    submitted ?? "",
    sourceText,
    releaseText,
    JSON.stringify(limits),
    confinement ? "jail" : "no jail",
    "1",
  ]);
  const store = at.results(assignment, student);
  const kept = await readFile(join(store, "result.json"), "utf8").catch(() => "");
  const old = readResult(kept);
  if (old?.key === key && !force) return { result: old, ran: false };

  const release = readNotebook(releaseText, { file: sheets.releaseFile });
  const source = readNotebook(sourceText, { file: at.source(assignment) });
  const whole =
    submitted === undefined
      ? {
          ...completeSubmission("", release),
          remarks: [why],
        }
      : completeSubmission(submitted, release);
  const cwd = temporaryFolder("submission");
  try {
    const { notebook, missing, usable } = whole;
    const tests = testCells(source);
    const run = usable
      ? await runSubmission({
          notebook,
          missing,
          tests,
          judge: await judges.for(source),
          confinement,
          limits,
          cwd: cwd.path,
        })
      : notRun(tests, whole.remarks);
    const result: Result = { key, remarks: [...whole.remarks], ...run };
    await mkdir(store, { recursive: true });
    await writeWhole(join(store, "complete.ipynb"), writeNotebook(notebook));
    await writeWhole(join(store, "result.json"), JSON.stringify(result));
    return { result, ran: true };
  } finally {
    cwd.remove();
  }
}

const hash = (parts: readonly string[]) =>
  parts.reduce((sum, part) => sum.update(`${part.length} `).update(part), createHash("sha256")).digest("hex");

function differences(before: Scores, after: Scores, submission: Submission): string[] {
  const gradesIn = ({ submissions }: Scores) => submissions.find((each) => isOf(each, submission))?.grades ?? {};
  const [old, now] = [gradesIn(before), gradesIn(after)];
  return Object.keys({ ...old, ...now }).flatMap((cell) => {
    const [was, is] = [old[cell]?.auto ?? null, now[cell]?.auto ?? null];
    return was === is ? [] : [`${cell}: ${was ?? "no mark"} -> ${is ?? "no mark"}`];
  });
}
