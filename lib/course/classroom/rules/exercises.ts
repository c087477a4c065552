// An exercise is complete: stars, two or three hints, a solution, a visible check, hidden tests, a wrong answer with its score.
// A lesson has at least five, one of them open and read by a person with a rubric.
import type { MarkdownCell, Notebook } from "../../notebook/index.js";
import { exercises as exercisesOf, gradedKind, taskOf, testedTask, type Exercise } from "../exercise.js";
import { markedRegions, replaceRegions } from "../marked-regions.js";
import { isMarkdown } from "../lesson.js";
import { markdownParts } from "../markdown.js";
import type { Finding, Rule } from "./rule.js";

export const fewestExercises = 5;

export const exercises: Rule = {
  name: "exercises",
  check: ({ notebook, name, answered }) => {
    const all = exercisesOf(notebook, name);
    const found: Finding[] = all.flatMap((exercise) =>
      (exercise.kind === "code" ? codeProblems(exercise, answered) : manualProblems(exercise, notebook))
        .concat(proseProblems(exercise, notebook))
        .map((message) => ({ cell: exercise.answer.id, message: `Exercise "${exercise.task}" ${message}` })),
    );
    for (const { id, cell_type, metadata } of notebook.cells) {
      const kind = metadata.nbgrader && gradedKind({ cell_type }, metadata.nbgrader);
      const task = kind === "tests" ? testedTask(taskOf(metadata.nbgrader!.grade_id, name) ?? "") : undefined;
      if (task && !all.some((exercise) => exercise.task === task))
        found.push({ cell: id, message: `These tests have no answer cell with the grade_id "<lesson>-${task}".` });
    }
    if (all.length < fewestExercises)
      found.push({ message: `${all.length} exercises: a lesson has at least ${fewestExercises}.` });
    if (!all.some(({ kind }) => kind === "manual"))
      found.push({ message: "No open exercise: one is graded by a person, with a rubric." });
    return found;
  },
};

function codeProblems({ task, answer, tests }: Exercise, answered: ReadonlySet<string> | undefined): string[] {
  const visible = tests.some(({ source }) => /^\s*(?!\/\/)\S/m.test(replaceRegions(source, "HIDDEN TESTS")));
  const hidden = tests.some(({ source }) => markedRegions(source, "HIDDEN TESTS").regions.length > 0);
  const solved = markedRegions(answer.source, "SOLUTION").regions.length > 0;
  return [
    ...(tests.length === 0 ? ['has no test cell: add one with the grade_id "<lesson>-<task>-test".'] : []),
    ...(tests.length > 0 && !visible
      ? ["has no visible check: the learner must see one before the hidden tests."]
      : []),
    ...(tests.length > 0 && !hidden
      ? ["has no hidden tests: a learner could copy the expected value of the visible check."]
      : []),
    ...(solved ? [] : ["has no solution between `/// BEGIN SOLUTION` and `/// END SOLUTION`."]),
    ...(answered && !answered.has(task)
      ? [`has no wrong answers: add test/notebooks/answers/<lesson>/${task}.json.`]
      : []),
  ];
}

function manualProblems({ answer }: Exercise, notebook: Notebook): string[] {
  const marks = markedRegions(answer.source, "MARK SCHEME").regions.length > 0;
  const rubric = sectionOf(answer.id, notebook).some(({ source }) => /\b(rubric|points?|marks?)\b/i.test(source));
  return marks || rubric
    ? []
    : [
        "has no rubric: state in its text, or between `=== BEGIN MARK SCHEME ===` and `=== END MARK SCHEME ===`, how points are given.",
      ];
}

function proseProblems({ answer, kind }: Exercise, notebook: Notebook): string[] {
  const prose = sectionOf(answer.id, notebook);
  const titles = prose.flatMap(({ source }) => markdownParts(source).headings.map(({ text }) => text));
  const hints = prose.reduce((sum, { source }) => sum + (source.match(/<summary>\s*Hint\b/gi)?.length ?? 0), 0);
  return [
    ...(titles.some((text) => /★{1,3}/.test(text)) ? [] : ["has no stars: put ★, ★★ or ★★★ into its heading."]),
    ...(kind === "manual" || (hints >= 2 && hints <= 3)
      ? []
      : [`has ${hints} hints: two or three, each in <details><summary>Hint 1</summary>.`]),
  ];
}

/** Markdown cells from the heading before the cell to the next heading after it. */
function sectionOf(id: string, { cells }: Notebook): MarkdownCell[] {
  const at = cells.findIndex((cell) => cell.id === id);
  const heads = cells.flatMap((cell, i) =>
    isMarkdown(cell) && markdownParts(cell.source).headings.length > 0 ? [i] : [],
  );
  const begin = heads.filter((i) => i <= at).at(-1) ?? 0;
  const end = heads.find((i) => i > at) ?? cells.length;
  return cells.slice(begin, end).filter(isMarkdown);
}
