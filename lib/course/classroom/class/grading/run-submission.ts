// Runs a submission in its jail and its tests outside, cell by cell. This process relays lines of JSON between the two:
// if a submission ends or times out, its tests get an error immediately and continue.
import { runningCells, type AnswerPipes, type Confinement, type Line } from "../../../kernel/index.js";
import type { Notebook } from "../../../notebook/index.js";
import { answeringCell } from "../../answer-cell.js";
import type { Judge, TestCell } from "./judge.js";
import { readLines } from "./read-lines.js";
import type { ErrorContent, Result, TestResult } from "./results.js";

export interface RunLimits {
  /** The longest a cell may run, ms. */
  readonly cellMs: number;
  /** The longest a submission may run as a whole, ms. */
  readonly wholeMs: number;
}

export const runLimits: RunLimits = { cellMs: 20_000, wholeMs: 1_200_000 };

export async function runSubmission({
  notebook,
  tests,
  missing,
  judge,
  confinement,
  limits = runLimits,
  cwd,
}: {
  /** With every cell of the release in its place (submission.ts). */
  readonly notebook: Notebook;
  readonly tests: readonly TestCell[];
  /** Test cells that the submission does not have. */
  readonly missing: ReadonlySet<string>;
  readonly judge: Judge;
  readonly confinement: Confinement | undefined;
  readonly limits?: RunLimits;
  readonly cwd: string;
}): Promise<Pick<Result, "cells" | "tests" | "seconds">> {
  const began = Date.now();
  const results: { cells: Result["cells"]; tests: Result["tests"] } = { cells: {}, tests: {} };
  const byId = new Map(tests.map((test) => [test.gradeId, test]));
  const carrier = newCarrier(judge);
  const cells = runningCells({
    cwd: confinement ? "/" : cwd,
    ...(confinement ? { env: {}, confinement } : {}),
    onAnswerPipes: (pipes) => carrier.listen(pipes),
    mostText: 100_000,
    mostFigures: 4_000_000,
  });
  try {
    for (const cell of notebook.cells) {
      if (cell.cell_type !== "code") continue;
      const left = limits.wholeMs - (Date.now() - began);
      const limitMs = Math.min(limits.cellMs, left);
      const test = byId.get(cell.metadata.nbgrader?.grade_id ?? "");
      if (test && missing.has(test.gradeId)) results.tests[test.gradeId] = notTested(deleted);
      else if (left <= 0) {
        const error = problem(
          "TimeUsedUp",
          `The notebook ran longer than ${limits.wholeMs / 1000} s; the cells from here on were not run.`,
        );
        if (test) results.tests[test.gradeId] = notTested(error);
        else results.cells[cell.id] = { outputs: [], error };
      } else if (test) results.tests[test.gradeId] = await runTest(test, limitMs);
      else {
        const { outputs, error } = await cells.run(cell.source, { limitMs });
        results.cells[cell.id] = { outputs: [...outputs], error };
      }
    }
  } finally {
    cells.end();
  }
  return { ...results, seconds: Math.round((Date.now() - began) / 100) / 10 };

  async function runTest({ gradeId, names }: TestCell, limitMs: number): Promise<TestResult> {
    const answering = carrier.begin();
    const answers = cells.run(answeringCell(names), { limitMs, other: judge.pid });
    const ready = await Promise.race([answering, answers]);
    if (ready !== "ready") carrier.gone(whyNot(names, ready.error));
    else void answers.then(({ error }) => carrier.gone(error ?? ended));
    const run = await judge.run(gradeId, { limitMs: limitMs + 10_000, other: () => cells.pid() });
    carrier.finish();
    const { outputs } = await answers;
    const printed = outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
    return { outputs: [...run.outputs], error: withoutSource(run.error), printed: printed.slice(0, 20_000) };
  }
}

const problem = (ename: string, evalue: string): ErrorContent => ({
  ename,
  evalue,
  traceback: [`${ename}: ${evalue}`],
});

const deleted = problem(
  "TestDeleted",
  "This test cell is not in the notebook that was handed in, so it gives no points. `anycast class mend` puts deleted cells back.",
);

const ended = problem("NotAnswered", "The notebook's process stopped answering.");

/** The function that a test needs is missing: its cell failed or was deleted, or the function has another name. */
function whyNot(names: readonly string[], error: ErrorContent | null): ErrorContent {
  const said = error?.evalue.split("\n")[0] ?? "";
  return problem("NotAnswered", `${names.join(", ")}: could not be tested. ${said}`.trim());
}

/** Drops the traceback, which quotes the test: it may be a hidden one. */
const withoutSource = (error: ErrorContent | null) => error && problem(error.ename, error.evalue);

/** The result for a file that could not be used. */
export function notRun(
  tests: readonly TestCell[],
  remarks: readonly string[],
): Pick<Result, "cells" | "tests" | "seconds"> {
  const error = problem("NotReadable", remarks.join(" "));
  return { cells: {}, tests: Object.fromEntries(tests.map(({ gradeId }) => [gradeId, notTested(error)])), seconds: 0 };
}

const notTested = (error: ErrorContent): TestResult => ({ outputs: [], error, printed: "" });

interface Carrier {
  listen(pipes: AnswerPipes): void;
  /** A test begins; resolves when the submission is ready to answer. */
  begin(): Promise<"ready">;
  /** The submission no longer answers: every further call of the tests fails with this error. */
  gone(error: ErrorContent): void;
  finish(): void;
}

function newCarrier(judge: Judge): Carrier {
  let student: AnswerPipes | undefined;
  let ready: ((word: "ready") => void) | undefined;
  let active = false;
  let absent: ErrorContent | undefined;
  let judgeWaits = false;

  const write = (line: string) => student?.toWorker.write(`${line}\n`);
  const refuse = (error: ErrorContent) => {
    judgeWaits = false;
    judge.answer(JSON.stringify({ type: "throw", name: error.ename, message: error.evalue } satisfies Line));
  };
  judge.listen((line) => {
    judgeWaits = true;
    if (absent) refuse(absent);
    else write(line);
  });

  return {
    listen(pipes) {
      student = pipes;
      readLines(pipes, (line) => {
        if (pipes !== student) return;
        if (line === readyLine) {
          if (ready) ready("ready");
          else write(endLine); // the cell was run again because its process was lost; no test is waiting
          ready = undefined;
        } else if (active && judgeWaits && absent === undefined) {
          judgeWaits = false;
          judge.answer(line);
        }
      });
    },
    begin() {
      active = true;
      absent = undefined;
      judgeWaits = false;
      return new Promise((done) => (ready = done));
    },
    gone(error) {
      if (!active || absent) return;
      ready = undefined;
      absent = error;
      if (judgeWaits) refuse(error);
    },
    finish() {
      active = false;
      if (absent === undefined) write(endLine);
      absent ??= ended;
    },
  };
}

const readyLine = JSON.stringify({ type: "ready" } satisfies Line);
const endLine = JSON.stringify({ type: "end" } satisfies Line);
