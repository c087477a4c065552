// The notebook that a student handed in, read within a limit: what lies in submitted/ is a stranger's.
import { join } from "node:path";
import { readText, ReadLimitError } from "anycast-kit/files";

/** Bytes of a notebook that is read; completeSubmission reads as many characters. */
const most = 50_000_000;

export interface SubmittedText {
  /** Absent if no notebook can be read. */
  readonly text?: string;
  /** Then: the reason, for learner and instructor. */
  readonly why: string;
}

/** @param folder of one student and assignment */
export async function submittedText(folder: string, assignment: string): Promise<SubmittedText> {
  const name = `${assignment}.ipynb`;
  try {
    return { text: await readText(join(folder, name), { what: "a notebook", most }), why: "" };
  } catch (error) {
    if (!(error instanceof ReadLimitError)) return { why: `The submission does not contain ${name}.` };
    return { why: `${name} is not a file on a disk of at most ${most / 1e6} MB, so it was not read. Clear the outputs and hand it in again.` }; // prettier-ignore
  }
}
