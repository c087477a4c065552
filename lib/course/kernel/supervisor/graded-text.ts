// nbgrader gives 0 points to a test cell that writes to stderr, whatever it writes (nbgrader, determine_grade). Where marks
// are given, a warning therefore goes to stdout, each of its lines marked.
import type { Graded } from "../frames.js";

export const warningMark = "[stderr] ";

/** For one cell: which stream a text goes to, and the text. */
export function gradedText(graded: Graded): (name: "stdout" | "stderr", text: string) => [string, string] {
  if (graded === "no") return (name, text) => [name, text];
  let lineStart = true;
  return (name, text) => {
    const marked =
      name === "stderr" ? (lineStart ? warningMark : "") + text.replace(/\n(?!$)/g, `\n${warningMark}`) : text;
    lineStart = text.endsWith("\n");
    return ["stdout", marked];
  };
}
