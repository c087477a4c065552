// Marks in the formats of other systems. The late policy is applied here, at export; the gradebook does not store it.
import { csvFormat, dsvFormat } from "d3-dsv";
import type { Scores, SubmissionGrades } from "./course-process.js";
import { ClassError, type ClassFolder } from "./folder.js";
import type { Roster } from "./roster.js";

export interface Mark {
  readonly student: string;
  readonly assignment: string;
  /** After deductions for lateness. */
  readonly points: number;
  readonly of: number;
  /** Points deducted for lateness. */
  readonly late: number;
  /** Number of answers that still have to be graded by hand. */
  readonly waiting: number;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

export function marksOf({ submissions }: Scores, folder: ClassFolder): readonly Mark[] {
  return submissions.map((submission) => {
    const grades = Object.values(submission.grades);
    const full = grades.reduce((sum, { auto, manual, extra }) => sum + (manual ?? auto ?? 0) + (extra ?? 0), 0);
    const late = round(full * Math.min(1, folder.latePerDay * daysLate(submission, folder)));
    return {
      student: submission.student,
      assignment: submission.assignment,
      points: round(full - late),
      of: grades.reduce((sum, { max }) => sum + max, 0),
      late,
      waiting: grades.filter(({ waits }) => waits).length,
    };
  });
}

function daysLate({ assignment, timestamp }: SubmissionGrades, { due }: ClassFolder): number {
  if (timestamp === null || due[assignment] === undefined) return 0;
  const ms =
    Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(timestamp) ? timestamp : `${timestamp}Z`) - Date.parse(due[assignment]);
  return Math.max(0, Math.ceil(ms / 86_400_000));
}

/** One line for each student and assignment. Text that a spreadsheet would run as a formula is escaped. */
export const marksCsv = (marks: readonly Mark[]): string =>
  csvFormat(marks.map((mark) => ({ ...mark, student: harmless(mark.student) }))) + "\n";

const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

export interface Filled {
  readonly text: string;
  /** Students with marks who are not in the file, and lines of the file without a mark. */
  readonly unmatched: readonly string[];
}

/**
 * The columns that identify a student in each system. Canvas: "How do I import grades in the Gradebook?" (community.canvaslms.com).
 * Moodle: the grading worksheet, read by mod/assign/feedback/offline/importgradeslib.php, which needs Identifier, Grade and
 * Last modified (grade); or a gradebook's export.
 */
const systems = {
  canvas: { ids: ["SIS User ID", "SIS Login ID", "ID", "Student"] },
  moodle: { ids: ["Username", "Email address", "ID number", "Identifier"] },
} as const;

/**
 * Puts the points of one assignment into a gradebook that the system exported, so that ids and columns match.
 * @throws ClassError if the file is not such a gradebook
 */
export function fillGradebook(
  text: string,
  {
    system,
    file,
    assignment,
    marks,
    roster,
  }: {
    readonly system: keyof typeof systems;
    readonly file: string;
    readonly assignment: string;
    readonly marks: readonly Mark[];
    readonly roster: Roster;
  },
): Filled {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const plain = text.slice(mark.length);
  const format = dsvFormat(separatorOf(plain));
  const rows = format.parseRows(plain);
  const [columns = []] = rows;
  const ids = systems[system].ids.map((name) => columns.indexOf(name)).filter((at) => at >= 0);
  if (ids.length === 0)
    throw new ClassError(
      `${file} is not a gradebook of ${system}: it has none of the columns ${systems[system].ids.join(", ")}.`,
    );
  const wanted =
    system === "canvas"
      ? new RegExp(`^${escaped(assignment)}( \\(\\d+\\))?$`)
      : new RegExp(`^(${escaped(assignment)}|Grade)$`);
  let column = columns.findIndex((name) => wanted.test(name));
  if (column < 0) {
    column = columns.length;
    columns.push(assignment);
  }
  const own = new Map(marks.filter((mark) => mark.assignment === assignment).map((mark) => [mark.student, mark]));
  const done = new Set<string>();
  const unmatched: string[] = [];
  for (const [i, row] of rows.entries()) {
    if (i === 0 || /^\s*Points Possible$/i.test(row[0] ?? "")) continue;
    const words = ids.map((at) => row[at]).filter((word) => word !== undefined && word.trim() !== "");
    if (words.length === 0) continue;
    const student = words
      .flatMap((word) => [word, word.replace(/^Participant (?=\d+$)/, "")]) // Moodle's Identifier
      .map((word) => (own.has(word) ? word : roster.find(word)))
      .find((id) => id !== undefined);
    const given = student === undefined ? undefined : own.get(student);
    if (given === undefined) unmatched.push(`${file}, line ${i + 1}: ${words.join(", ")} has no mark here.`);
    else {
      while (row.length < column) row.push("");
      row[column] = String(given.points);
      done.add(student!);
    }
  }
  for (const student of own.keys())
    if (!done.has(student)) unmatched.push(`${student} has a mark and is not in ${file}.`);
  return { text: mark + format.formatRows(rows) + "\n", unmatched };
}

/** The separator of a table: Canvas and Moodle can be set to write semicolons or tabs. */
function separatorOf(text: string): string {
  const [header] = text.replace(/"[^"]*"/g, "").split("\n", 1);
  const count = (separator: string) => header.split(separator).length;
  return [",", ";", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Gradescope's results.json of one submission (gradescope-autograders.readthedocs.io, "Output format"). */
export function gradescopeResults({ grades, assignment }: SubmissionGrades): string {
  const tests = Object.entries(grades).map(([name, { auto, manual, max }]) => ({
    name,
    score: manual ?? auto ?? 0,
    max_score: max,
  }));
  return JSON.stringify({ output: `Marks of ${assignment}`, visibility: "after_published", tests }, null, 2) + "\n";
}
