// What running one submission gave, as it is kept: enough for nbgrader's gradebook, for feedback, and to see that nothing changed.
import { z } from "zod";
import type { Output } from "../../../notebook/index.js";

export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

const error = z.object({ ename: z.string(), evalue: z.string(), traceback: z.array(z.string()).readonly() });
const outputs = z.array(z.unknown()).transform((list) => list as Output[]);

const schema = z.object({
  /** Of everything that the marks depend on. */
  key: z.string(),
  /** By cell id: what the submission's own cells gave. */
  cells: z.record(z.string(), z.object({ outputs, error: error.nullable() })),
  /** By grade id: what the tests gave. */
  tests: z.record(z.string(), z.object({ outputs, error: error.nullable(), printed: z.string() })),
  /** Sentences for learner and instructor: what was wrong with the file. */
  remarks: z.array(z.string()),
  seconds: z.number(),
});

export type Result = z.infer<typeof schema>;
export type TestResult = Result["tests"][string];

/** @returns undefined for an invalid result, which is then computed again */
export function readResult(text: string): Result | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
