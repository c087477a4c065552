// The feedback page of a learner: the lesson as submitted, with the mark of each exercise, the message of each failed
// check, and the grader's comments. It contains nothing of the hidden tests, neither their source nor lines quoted in an error.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readNotebook, type Cell, type CodeCell, type Notebook, type Output } from "../../notebook/index.js";
import { exercises } from "../exercise.js";
import { replaceRegions } from "../marked-regions.js";
import type { Grade, SubmissionGrades } from "./course-process.js";
import { ClassError, placesIn, type ClassFolder } from "./folder.js";
import { readResult, type Result, type TestResult } from "./grading/results.js";
import { sheetsOf } from "./variants.js";

export interface FeedbackOptions {
  readonly folder: ClassFolder;
  readonly grades: SubmissionGrades;
  /** Whether the model answers are in the page, folded away. */
  readonly solutions: boolean;
}

/** @returns the page, self-contained HTML. @throws ClassError if the submission has not been graded */
export async function feedbackPage({ folder, grades, solutions }: FeedbackOptions): Promise<string> {
  const { pageBundle, publishLesson } = await import("../../publish/index.js"); // loads charts and highlighting, a second
  const { assignment, student } = grades;
  const at = placesIn(folder.root);
  const store = at.results(assignment, student);
  const read = (file: string) => readFile(join(store, file), "utf8").catch(() => "");
  const result = readResult(await read("result.json"));
  if (!result)
    throw new ClassError(`${assignment} of ${student} has not been graded. Run: anycast class grade ${assignment}`);
  const complete = readNotebook(await read("complete.ipynb"), { file: `${assignment} of ${student}` });
  const source = readNotebook((await sheetsOf(folder, grades)).source, { file: at.source(assignment) });
  const notebook = feedbackNotebook({ complete, source: solutions ? source : undefined, result, grades });
  return publishLesson({ notebook, file: `${assignment}.ipynb`, bundle: await pageBundle(notebook) }).html;
}

interface Parts {
  readonly complete: Notebook;
  /** Undefined: the page has no model answers. */
  readonly source: Notebook | undefined;
  readonly result: Result;
  readonly grades: SubmissionGrades;
}

/** A notebook for publishing. It has no nbgrader metadata, so that publishing shows every cell unchanged. */
function feedbackNotebook({ complete, source, result, grades }: Parts): Notebook {
  const tasks = exercises(complete, grades.assignment);
  const lastTest = new Map(
    tasks.flatMap(({ tests, answer }) => (tests.length > 0 ? [[tests.at(-1)!.id, answer.id]] : [])),
  );
  const model = (id: string): Cell[] => {
    const cell = source?.cells.find((each) => each.id === id);
    return cell ? [modelAnswer(cell)] : [];
  };
  const cells = complete.cells.flatMap((cell, i): Cell[] => {
    const { nbgrader } = cell.metadata;
    const id = nbgrader?.grade_id ?? "";
    if (i === 0) return [shown(cell, result), summary(grades, result)];
    if (nbgrader?.grade && !nbgrader.solution && cell.cell_type === "code") {
      const answer = lastTest.get(cell.id);
      return [mark(cell.id, grades.grades[id]), tested(cell, result.tests[id]), ...(answer ? model(answer) : [])];
    }
    if (nbgrader?.grade)
      return [
        shown(cell, result),
        mark(cell.id, grades.grades[id]),
        ...comment(cell.id, grades.comments[id]),
        ...model(cell.id),
      ];
    return [shown(cell, result), ...comment(cell.id, grades.comments[id])];
  });
  return { ...complete, cells };
}

function shown(cell: Cell, result: Result): Cell {
  const metadata = { ...cell.metadata, nbgrader: undefined };
  if (cell.cell_type !== "code") return { ...cell, metadata };
  const { outputs = [], error = null } = result.cells[cell.id] ?? {};
  return { ...cell, metadata, outputs: [...outputs, ...(error ? [{ output_type: "error", ...error } as const] : [])] };
}

/** The passed checks, then the failed ones with their hints; the visible tests are folded below. */
function tested(cell: CodeCell, test: TestResult | undefined): CodeCell {
  const text = (output: Output) => (output.output_type === "stream" ? output.text : "");
  const lines = [
    test?.outputs.map(text).join("") ?? "",
    test?.error?.evalue ?? "",
    test?.printed ? `Printed by your code:\n${test.printed}` : "",
  ];
  const outputs = [
    { output_type: "stream", name: "stdout", text: lines.filter((line) => line !== "").join("\n") } as const,
  ];
  return { ...cell, metadata: { tags: ["hide-input"] }, source: replaceRegions(cell.source, "HIDDEN TESTS"), outputs };
}

const markdown = (id: string, source: string): Cell => ({
  id: id.slice(0, 64),
  cell_type: "markdown",
  metadata: {},
  source,
});

const number = (value: number) => String(Math.round(value * 100) / 100);

function mark(id: string, grade: Grade | undefined): Cell {
  const text = grade?.waits
    ? `Mark: not graded yet (of ${number(grade.max)})`
    : `Mark: ${number((grade?.manual ?? grade?.auto ?? 0) + (grade?.extra ?? 0))} of ${number(grade?.max ?? 0)}`;
  return markdown(`mark-${id}`, `**${text}**`);
}

const comment = (id: string, text: string | undefined): Cell[] =>
  text
    ? [
        markdown(
          `comment-${id}`,
          text
            .split("\n")
            .map((line) => `> ${line}`)
            .join("\n"),
        ),
      ]
    : [];

function summary({ grades }: SubmissionGrades, { remarks }: Result): Cell {
  const all = Object.values(grades);
  const sum = all.reduce((total, { auto, manual, extra }) => total + (manual ?? auto ?? 0) + (extra ?? 0), 0);
  const waits = all.filter((grade) => grade.waits).length;
  const still = waits > 0 ? ` ${waits === 1 ? "One answer has" : `${waits} answers have`} not been graded yet.` : "";
  const list = remarks.map((remark) => `- ${remark}`).join("\n");
  return markdown(
    "feedback",
    `## Your marks\n\n**${number(sum)} of ${number(all.reduce((total, { max }) => total + max, 0))} points.**${still}\n\n${list}`.trim(),
  );
}

function modelAnswer(cell: Cell): Cell {
  const plain = cell.source
    .split("\n")
    .filter((line) => !/(?:BEGIN|END) (?:SOLUTION|MARK SCHEME)/.test(line))
    .join("\n");
  if (cell.cell_type !== "code") return markdown(`model-${cell.id}`, `### What earns points\n\n${plain}`);
  return {
    ...cell,
    id: `model-${cell.id}`.slice(0, 64),
    source: `// A model answer\n${plain}`,
    metadata: { tags: ["hide-input"] },
    outputs: [],
  };
}
