// The cells that ran, so that an error in any of them can be shown in the learner's own words: their line, their column.

/** A place in a source; line and column count from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A cell by its execution count, the number that Jupyter prints beside it. */
export interface Cell {
  readonly number: number;
  readonly source: string;
  /** Whether the host writes stacks with typed places already, as the kernel's worker does (stack-text.ts). */
  readonly stackIsTyped?: boolean;
  /** From a place in the code that runs to the place the learner typed. */
  typed: (running: Position) => Position | null;
}

/** The name a cell's code runs under; it is what V8 writes into stack traces. */
export const scriptName = (number: number): string => `cell-${number}`;

const scriptPattern = /^cell-(\d+)$/;

/** The cell's number in a script's name, or null for any other script. */
export function cellNumber(script: string): number | null {
  const match = scriptPattern.exec(script);
  return match ? Number(match[1]) : null;
}
