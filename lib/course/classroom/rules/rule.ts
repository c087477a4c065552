// A rule of the linter: a function from a lesson to its problems.
import type { CellProgram } from "../cell-program.js";
import type { Lesson } from "../lesson.js";
import type { Problem } from "../problem.js";

export type Finding = Omit<Problem, "rule">;

export interface RuleContext extends Lesson {
  /** The cells compiled together; takes a second, so it is created on first use. */
  readonly program: () => CellProgram;
}

export interface Rule {
  readonly name: string;
  readonly check: (lesson: RuleContext) => readonly Finding[];
}
