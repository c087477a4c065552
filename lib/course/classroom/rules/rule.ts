// A rule of the linter: a function from a lesson to what is wrong with it.
import type { CellProgram } from "../cell-program.js";
import type { Lesson } from "../lesson.js";
import type { Problem } from "../problem.js";

export type Finding = Omit<Problem, "rule">;

export interface RuleContext extends Lesson {
  /** The cells compiled together; costs a second, so it is made when a rule first asks. */
  readonly program: () => CellProgram;
}

export interface Rule {
  readonly name: string;
  readonly check: (lesson: RuleContext) => readonly Finding[];
}
