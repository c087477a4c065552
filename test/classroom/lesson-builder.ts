// Builds small lessons for the tests of the linter: whole and right, or with one thing changed.
import type { Cell, CellMetadata, Notebook } from "../../lib/course/notebook/types.js";
import { kernelspec, languageInfo } from "../../lib/course/classroom/format.js";

export const markdown = (id: string, source: string, metadata: CellMetadata = {}): Cell => ({
  cell_type: "markdown",
  id,
  metadata,
  source,
});
export const code = (id: string, source: string, metadata: CellMetadata = {}): Cell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: null,
  outputs: [],
});

const kinds = {
  answer: { grade: false, solution: true, locked: false, task: false },
  tests: { grade: true, solution: false, locked: true, task: false },
  manual: { grade: true, solution: true, locked: false, task: false },
  task: { grade: false, solution: false, locked: true, task: true },
};

/** nbgrader's metadata for a cell of the kind. */
export const graded = (kind: keyof typeof kinds, grade_id: string, points?: number): CellMetadata => ({
  nbgrader: { schema_version: 3, ...kinds[kind], grade_id, ...(points === undefined ? {} : { points }) },
});

const hints =
  "<details><summary>Hint 1</summary>\n\nAdd.\n\n</details>\n\n<details><summary>Hint 2</summary>\n\nThe sum.\n\n</details>";

/** One whole exercise: add two numbers. */
export const exercise = (task: string): Cell[] => [
  markdown(`ex-${task}`, `### Exercise ★ Add (${task})\n\nWrite \`${task}\`.\n\n${hints}`),
  code(
    `ex-${task}-answer`,
    `function ${task}(a: number, b: number): number {\n  /// BEGIN SOLUTION\n  return a + b;\n  /// END SOLUTION\n}`,
    graded("answer", `9-${task}`),
  ),
  code(
    `ex-${task}-test`,
    `if (${task}(1, 2) !== 3) throw new Error("1 + 2 is 3");\n/// BEGIN HIDDEN TESTS\nif (${task}(2, 2) !== 4) throw new Error("no");\n/// END HIDDEN TESTS`,
    graded("tests", `9-${task}-test`, 2),
  ),
];

/** A lesson the linter has nothing to say against. */
export function lesson(...extra: readonly Cell[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      title: "Sums",
      authors: [{ name: "A. Author" }],
      license: "CC-BY-4.0",
      anycast: { objectives: ["Add two numbers"], minutes: 10, prerequisites: ["counting"] },
      kernelspec,
      language_info: languageInfo,
    },
    cells: [
      markdown("title", "# Sums\n\nOne plus one."),
      code("imports", 'import { city, greatCircleKm } from "anycast-kit";'),
      markdown("hook", "## How far\n\nSee [RFC 4786](https://www.rfc-editor.org/rfc/rfc4786)."),
      code("hook-run", 'const london = city("London");\nconst sydney = city("Sydney");', {
        anycast: { covers: [1, 67] },
      }),
      code("hook-show", "console.log(greatCircleKm(london, sydney));"),
      ...extra,
      markdown("exercises", "## Exercises"),
      ...["add", "plus", "sum", "total"].flatMap(exercise),
      markdown("ex-essay", "### Exercise ★★★ Explain\n\nWhy is it so? 3 points for a reason."),
      markdown("ex-essay-answer", "Because.", graded("manual", "9-essay", 3)),
    ],
  };
}

/** The lesson with one cell changed. */
export const withCell = (notebook: Notebook, id: string, change: Partial<Cell>): Notebook => ({
  ...notebook,
  cells: notebook.cells.map((cell) => (cell.id === id ? ({ ...cell, ...change } as Cell) : cell)),
});
