// Reads lines from the pipe of a worker, which may be hostile: an endless line closes the pipe.
import { createInterface } from "node:readline";
import type { AnswerPipes } from "../../../kernel/index.js";

/** Longest line, bytes. */
const longestLine = 32 * 1024 * 1024;

/** Calls `take` with each line. A line that is too long is the last; the cell then runs into its time limit. */
export function readLines({ fromWorker }: AnswerPipes, take: (line: string) => void): void {
  let held = 0;
  fromWorker.on("data", (bytes: Buffer) => {
    const end = bytes.lastIndexOf(10);
    held = end >= 0 ? bytes.length - end : held + bytes.length;
    if (held > longestLine) fromWorker.destroy();
  });
  createInterface({ input: fromWorker, crlfDelay: Infinity }).on("line", take);
}
