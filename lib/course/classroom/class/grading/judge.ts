// The process that decides marks. It runs the source notebook once, with solutions and hidden tests, and then only test cells, whose
// calls of the learner's functions go to the submission's process. Only data comes back.
import { temporaryFolder } from "anycast-kit/files";
import { NotebookError, type Cell, type Notebook } from "../../../notebook/index.js";
import { runningCells, type AnswerPipes, type CellRun } from "../../../kernel/index.js";
import { answerCell } from "../../answer-cell.js";
import { holdsSeed } from "../variants.js";
import { readLines } from "./read-lines.js";
import type { ErrorContent } from "./results.js";

/** Time limit of a cell of the source, ms: generous, because the instructor wrote it. */
const sourceLimitMs = 120_000;

/** A process is replaced after this many changes of numbers, because it keeps every cell that it has run. */
const mostChanges = 25;

export interface TestCell {
  readonly gradeId: string;
  readonly points: number;
  readonly source: string;
  /** The names that the tests call, declared by the answer cells before it. */
  readonly names: readonly string[];
}

export interface Judge {
  /** Runs a test cell; its calls go over the pipes of `pipes()`. */
  run(
    gradeId: string,
    options: { readonly limitMs: number; readonly other: () => number | undefined },
  ): Promise<CellRun>;
  readonly pid: () => number | undefined;
  /**
   * Takes a source with other numbers (variants.ts): runs it again from the first cell that differs.
   * @returns false if a new process is needed, because it is another notebook or there were many changes
   * @throws NotebookError that names the cell that fails
   */
  changeTo(source: Notebook): Promise<boolean>;
  /** Registers the receiver of the tests' calls, one line each. A new receiver replaces the last one. */
  listen(take: (line: string) => void): void;
  /** Answers a call. */
  answer(line: string): void;
  end(): void;
}

const isTest = ({ cell_type, metadata: { nbgrader } }: Cell) =>
  cell_type === "code" && nbgrader?.grade === true && !nbgrader.solution;
const isAnswer = ({ cell_type, metadata: { nbgrader } }: Cell) =>
  cell_type === "code" && nbgrader?.solution === true && !nbgrader.grade;

/** The test cells of a source notebook, each with the names it calls: those it mentions, or else those of the answer cell before it. */
export function testCells(source: Notebook): readonly TestCell[] {
  const answers: { readonly names: readonly string[]; readonly last: boolean }[] = [];
  return source.cells.flatMap((cell): TestCell[] => {
    if (isAnswer(cell)) answers.push({ names: answerCell(cell.source).names, last: true });
    if (!isTest(cell)) return [];
    const own = answers.at(-1)?.names ?? [];
    const mentioned = answers
      .flatMap(({ names }) => names)
      .filter((name) => new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`).test(cell.source));
    const { grade_id: gradeId, points = 0 } = cell.metadata.nbgrader!;
    const used = mentioned.length > 0 ? mentioned : own;
    return [{ gradeId, points, source: cell.source, names: [...new Set(used)] }];
  });
}

const escaped = (name: string) => name.replace(/\$/g, "\\$&");

/**
 * Starts the process and runs the source in it, which also shows that the solution passes all tests.
 * @throws NotebookError that names the cell of the source that fails
 */
export async function startJudge(source: Notebook, { file }: { readonly file: string }): Promise<Judge> {
  let pipes: AnswerPipes | undefined;
  const folder = temporaryFolder("judge");
  let take: (line: string) => void = () => {};
  const hear = (given: AnswerPipes) => {
    pipes = given;
    readLines(given, (line) => given === pipes && take(line));
  };
  const cells = runningCells({ cwd: folder.path, onAnswerPipes: hear });
  const end = () => {
    cells.end();
    folder.remove();
  };
  let now = source;
  let changes = 0;
  let tests = new Map<string, TestCell>();
  /** Runs the cells from an index on, then puts the functions that ask in the place of the solution's. */
  const runFrom = async (first: number) => {
    tests = new Map(testCells(now).map((test) => [test.gradeId, test]));
    for (const cell of now.cells.slice(first)) {
      if (cell.cell_type !== "code") continue;
      const { error } = await cells.run(cell.source, { limitMs: sourceLimitMs });
      if (error) throw failed(file, cell.id, error);
    }
    for (const { asking: text, names } of now.cells.filter(isAnswer).map((cell) => answerCell(cell.source))) {
      const { error } = names.length === 0 ? { error: null } : await cells.run(text, { limitMs: sourceLimitMs });
      if (error) throw failed(file, `with ${names.join(", ")}`, error);
    }
  };
  try {
    await runFrom(0);
  } catch (error) {
    end();
    throw error;
  }
  return {
    run: (gradeId, options) => cells.run(tests.get(gradeId)!.source, { ...options, isTest: true }),
    pid: () => cells.pid(),
    async changeTo(next) {
      if (changes >= mostChanges) return false;
      if (next.cells.map(({ id }) => id).join() !== now.cells.map(({ id }) => id).join()) return false;
      const differing = next.cells.flatMap(({ source: text }, i) => (text === now.cells[i].source ? [] : [i]));
      if (differing.some((i) => !holdsSeed(next.cells[i]))) return false;
      now = next;
      if (differing.length === 0) return true;
      changes++;
      await runFrom(differing[0]);
      return true;
    },
    listen: (given) => (take = given),
    answer: (line) => pipes?.toWorker.write(`${line}\n`),
    end,
  };
}

const failed = (file: string, cell: string, { traceback, evalue }: ErrorContent) =>
  new NotebookError(
    file,
    cell,
    `the source itself does not run, so nothing can be graded with it.\n${traceback.join("\n") || evalue}`,
  );
