// The exercises of a lesson, read from nbgrader's metadata: the answer cell `<lesson>-<task>`, its tests `<lesson>-<task>-test`.
// A task with parts has several test cells, `<lesson>-<task>-test`, `<lesson>-<task>-test-2`, ...: which allows partial credit.
import type { Cell, NbgraderMetadata, Notebook } from "../notebook/index.js";

/** What nbgrader calls the kinds of cell (its documentation, "Creating and grading assignments"). */
export type GradedKind = "answer" | "tests" | "manual" | "task" | "read-only";

export interface Exercise {
  /** `longest-match` in `1-longest-match`, or in `1-shared-ip-longest-match`. */
  readonly task: string;
  /** `manual` exercises are read by a person; `code` ones are graded by their test cells. */
  readonly kind: "code" | "manual";
  readonly answer: Cell;
  /** Test cells in order; none if a person grades. */
  readonly tests: readonly Cell[];
  /** Points of all its cells together. */
  readonly points: number;
}

/** The kind of cell by nbgrader's table; undefined for an invalid combination. */
export function gradedKind({ cell_type }: Pick<Cell, "cell_type">, metadata: NbgraderMetadata): GradedKind | undefined {
  const { grade, solution, locked, task = false } = metadata;
  if (task) return cell_type === "markdown" && !grade && !solution ? "task" : undefined;
  if (grade && solution) return locked ? undefined : "manual";
  if (grade) return cell_type === "code" && locked ? "tests" : undefined;
  if (solution) return cell_type === "code" && !locked ? "answer" : undefined;
  return locked ? "read-only" : undefined;
}

/** What the grade ids of notebook `2b-running-a-site` start with: its name, or `2b` alone. */
export const lessonPrefixes = (lesson: string): string[] => [
  ...new Set([lesson, /^\d+[a-z]?(?=-)/.exec(lesson)?.[0] ?? lesson].map((name) => `${name}-`)),
];

/** The part of a grade id after the lesson's name; undefined if it does not start with it. */
export function taskOf(gradeId: string, lesson: string): string | undefined {
  const prefix = lessonPrefixes(lesson).find((name) => gradeId.startsWith(name) && gradeId.length > name.length);
  return prefix === undefined ? undefined : gradeId.slice(prefix.length);
}

const testName = /^(.+)-test(-\d+)?$/;
/** `nearest` for `nearest-test` and `nearest-test-2`; undefined for other names. */
export const testedTask = (task: string): string | undefined => testName.exec(task)?.[1];

/** The exercises in the order of their answer cells. */
export function exercises(notebook: Notebook, lesson: string): readonly Exercise[] {
  const graded = notebook.cells.flatMap((cell) => {
    const { nbgrader } = cell.metadata;
    const task = nbgrader && taskOf(nbgrader.grade_id, lesson);
    return task ? [{ cell, nbgrader, task, kind: gradedKind(cell, nbgrader) }] : [];
  });
  return graded.flatMap(({ cell, nbgrader, task, kind }): Exercise[] => {
    if (kind === "manual" || kind === "task")
      return [{ task, kind: "manual", answer: cell, tests: [], points: nbgrader.points ?? 0 }];
    if (kind !== "answer") return [];
    const tests = graded.filter((other) => other.kind === "tests" && testedTask(other.task) === task);
    const points = tests.reduce((sum, test) => sum + (test.nbgrader.points ?? 0), 0);
    return [{ task, kind: "code", answer: cell, tests: tests.map((test) => test.cell), points }];
  });
}
