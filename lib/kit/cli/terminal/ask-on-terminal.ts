// A question on the terminal, answered with a line. Commands may run in a thread, which has no stdin of its own: so the line is
// read from the terminal itself.
import { closeSync, openSync, readSync } from "node:fs";
import { isatty } from "node:tty";

/** Whether the user answers yes; false where nobody can be asked. */
export function askOnTerminal(question: string): boolean {
  if (!isatty(0) || !isatty(1)) return false;
  let terminal: number;
  try {
    terminal = openSync("/dev/tty", "r");
  } catch {
    return false;
  }
  process.stdout.write(question);
  try {
    const line = Buffer.alloc(256);
    const length = readSync(terminal, line);
    return /^y(?:es)?$/i.test(line.toString("utf8", 0, length).trim());
  } finally {
    closeSync(terminal);
  }
}
