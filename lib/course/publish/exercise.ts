// nbgrader's marks in a cell (schema v3), read for publishing: what the learner starts from, the solution to fold away,
// and the tests that stay hidden. nbgrader matches the words anywhere in a line, in any language; so do we.
import type { Cell } from "../notebook/index.js";

export type Part =
  | { readonly kind: "plain" }
  /** To be written by the learner: `start` is what the student copy holds; `scheme` where the solution says what earns points. */
  | { readonly kind: "answer"; readonly start: string; readonly solution: string; readonly scheme: boolean }
  /** Graded by running: `visible` is what the learner may read. */
  | { readonly kind: "test"; readonly visible: string; readonly points: number; readonly hides: boolean }
  /** Read by a teacher. */
  | { readonly kind: "task"; readonly text: string; readonly points: number };

const codeStub = '// YOUR CODE HERE\nthrow new Error("Not implemented");';
const textStub = "*Write your answer here.*";

/** What a cell is in an exercise, and the texts to show for it. */
export function readPart(cell: Cell): Part {
  const mark = cell.metadata.nbgrader;
  if (mark === undefined) return { kind: "plain" };
  const points = mark.points ?? 0;
  if (mark.solution) {
    const stub = cell.cell_type === "code" ? codeStub : textStub;
    const start = cut(cell.source, "SOLUTION", stub) ?? stub;
    const solution = without(/(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)/, cell.source);
    return { kind: "answer", start, solution, scheme: cell.source.includes("BEGIN MARK SCHEME") };
  }
  if (mark.task) return { kind: "task", text: cut(cell.source, "MARK SCHEME", "") ?? cell.source, points };
  if (!mark.grade) return { kind: "plain" };
  const visible = cut(cell.source, "HIDDEN TESTS", "");
  return { kind: "test", visible: (visible ?? cell.source).trimEnd(), points, hides: visible !== undefined };
}

/** Replaces each region from BEGIN to END, both lines included, by the stub at the indent of BEGIN; undefined without a region. */
function cut(source: string, name: string, stub: string): string | undefined {
  const kept: string[] = [];
  let inside = false;
  let found = false;
  for (const line of source.split("\n")) {
    if (line.includes(`BEGIN ${name}`)) {
      inside = found = true;
      const indent = /^\s*/.exec(line)![0];
      if (stub !== "") kept.push(...stub.split("\n").map((each) => indent + each));
    } else if (line.includes(`END ${name}`)) inside = false;
    else if (!inside) kept.push(line);
  }
  return found ? kept.join("\n") : undefined;
}

const without = (mark: RegExp, source: string) =>
  source
    .split("\n")
    .filter((line) => !mark.test(line))
    .join("\n");
