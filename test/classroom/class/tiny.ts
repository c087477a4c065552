// A source notebook with exercises of one line, and what a learner hands in: small enough that a submission takes two seconds.
import { studentCopy } from "../../../lib/course/classroom/student-copy.js";
import { chosenJail } from "../../../lib/course/classroom/class/grading/jail.js";
import { startJudge, testCells, type Judge } from "../../../lib/course/classroom/class/grading/judge.js";
import type { Result } from "../../../lib/course/classroom/class/grading/results.js";
import { runSubmission } from "../../../lib/course/classroom/class/grading/run-submission.js";
import { completeSubmission } from "../../../lib/course/classroom/class/submission.js";
import type { Cell, NbgraderMetadata, Notebook } from "../../../lib/course/notebook/types.js";

const mark = (grade_id: string, more: Partial<NbgraderMetadata>): { nbgrader: NbgraderMetadata } => ({
  nbgrader: { schema_version: 3, grade: false, solution: false, locked: false, task: false, grade_id, ...more },
});
const code = (id: string, source: string, metadata: Cell["metadata"] = {}): Cell => ({
  id,
  cell_type: "code",
  metadata,
  source,
  outputs: [],
  execution_count: null,
});

/** `twice1`, `twice2`, ...: one point for the visible test, one for the hidden one. */
export function twiceNotebook(exercises: number): Notebook {
  const each = Array.from({ length: exercises }, (_, i) => i + 1).flatMap((n) => [
    code(
      `a${n}`,
      `function twice${n}(n: number): number {\n  /// BEGIN SOLUTION\n  return 2 * n;\n  /// END SOLUTION\n}`,
      mark(`t-${n}`, { solution: true }),
    ),
    code(
      `v${n}`,
      `check("two", () => twice${n}(2), 4);`,
      mark(`t-${n}-test`, { grade: true, locked: true, points: 1 }),
    ),
    code(
      `h${n}`,
      `// More tests run here.\n/// BEGIN HIDDEN TESTS\ncheck("large", () => twice${n}(2100), 4200, { hidden: true });\n/// END HIDDEN TESTS`,
      mark(`t-${n}-test-2`, { grade: true, locked: true, points: 1 }),
    ),
  ]);
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec },
    cells: [code("imports", 'import { check } from "anycast-course";'), ...each],
  };
}

export const judgeOf = (source: Notebook): Promise<Judge> => startJudge(source, { file: "tiny.ipynb" });

/** Runs what a learner hands in: other sources in some cells of the release, in the jail. */
export async function runTiny(
  source: Notebook,
  judge: Judge,
  answers: Readonly<Record<string, string>>,
  cellMs = 20_000,
): Promise<Pick<Result, "cells" | "tests">> {
  const release = studentCopy(source);
  const cells = release.cells.map((cell) => ({ ...cell, source: answers[cell.id] ?? cell.source }));
  const { notebook, missing } = completeSubmission(JSON.stringify({ ...release, cells }), release);
  const limits = { cellMs, wholeMs: 600_000 };
  return runSubmission({
    notebook,
    missing,
    tests: testCells(source),
    judge,
    confinement: chosenJail(),
    limits,
    cwd: "/",
  });
}

/** Points of each exercise: tests that ran and did not fail. */
export const pointsOf = ({ tests }: Pick<Result, "tests">, n: number): number =>
  [`t-${n}-test`, `t-${n}-test-2`].filter((id) => tests[id].error === null).length;
