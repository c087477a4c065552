// A finding of a linter rule: the place, and what to do about it.

export interface Problem {
  /** Name of the rule that found it. */
  readonly rule: string;
  /** Id of the cell; absent if it concerns the whole notebook. */
  readonly cell?: string;
  /** Line inside the cell, from 1. */
  readonly line?: number;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** `1-shared-ip.ipynb, cell hook, line 3: ... (rule)`, as editors and CI logs like it. */
export const problemText = (file: string, { cell, line, message, rule }: Problem): string =>
  [file, cell && `cell ${cell}`, line && `line ${line}`].filter(Boolean).join(", ") + `: ${message} (${rule})`;
