// The linter: every rule over one lesson. A lesson that passes runs on tslab, grades in nbgrader and reads well on paper.
import type { Notebook } from "../notebook/index.js";
import { compileCells, type CellProgram } from "./cell-program.js";
import { parseLesson, type LessonOptions } from "./lesson.js";
import type { Problem } from "./problem.js";
import { rules as allRules, type Rule, type RuleContext } from "./rules/index.js";

export interface LintOptions extends LessonOptions {
  /** The rules to apply. Defaults to all. */
  readonly rules?: readonly Rule[];
}

/**
 * The problems of a lesson, rule by rule; empty when it is ready.
 * @param options.file path of the notebook: its name is the lesson's, and packages are found from its folder
 * @param options.answered tasks that have wrong-answer fixtures; without it, none are required
 */
export function lintNotebook(notebook: Notebook, { rules = allRules, ...options }: LintOptions): readonly Problem[] {
  let compiled: CellProgram | undefined;
  const lesson = parseLesson(notebook, options);
  const context: RuleContext = { ...lesson, program: () => (compiled ??= compileCells(lesson)) };
  return rules.flatMap(({ name, check }) => check(context).map((finding) => ({ rule: name, ...finding })));
}
