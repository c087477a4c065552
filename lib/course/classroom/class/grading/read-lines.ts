// Lines from the pipe of a worker. It may be hostile: a line without an end closes the pipe.
import { createInterface } from "node:readline";
import type { AnswerPipes } from "../../../kernel/index.js";

/** No line is longer: answers are values, not films. */
const longestLine = 32 * 1024 * 1024;

/** Calls `take` with each line. After one that is too long nothing comes; the cell then waits for its limit of time. */
export function readLines({ fromWorker }: AnswerPipes, take: (line: string) => void): void {
  let held = 0;
  fromWorker.on("data", (bytes: Buffer) => {
    const end = bytes.lastIndexOf(10);
    held = end >= 0 ? bytes.length - end : held + bytes.length;
    if (held > longestLine) fromWorker.destroy();
  });
  createInterface({ input: fromWorker, crlfDelay: Infinity }).on("line", take);
}
