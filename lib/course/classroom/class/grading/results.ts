// The stored result of one run of a submission, for nbgrader's gradebook, for feedback, and to detect an unchanged submission.
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
  /** Hash of everything that the marks depend on. */
  key: z.string(),
  /** By cell id: outputs of the submission's own cells. */
  cells: z.record(z.string(), z.object({ outputs, error: error.nullable() })),
  /** By grade id: outputs of the tests. */
  tests: z.record(z.string(), z.object({ outputs, error: error.nullable(), printed: z.string() })),
  /** Problems with the file, as sentences for learner and instructor. */
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
