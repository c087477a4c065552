// BEGIN and END of solutions, hidden tests and mark schemes: in pairs, written as a comment, in a cell of the right kind.
// nbgrader stops at an open one; a solution outside an answer cell would be given to the learners.
import { markedRegions, regionKinds } from "../marked-regions.js";
import { gradedKind } from "../exercise.js";
import type { Finding, Rule } from "./rule.js";

const home = {
  SOLUTION: ["answer", "manual"],
  "HIDDEN TESTS": ["tests"],
  "MARK SCHEME": ["task", "manual"],
} as const;

export const markers: Rule = {
  name: "markers",
  check: ({ notebook }) => {
    const found: Finding[] = [];
    for (const cell of notebook.cells)
      for (const kind of regionKinds) {
        const { regions, stray } = markedRegions(cell.source, kind);
        const lines = cell.source.split("\n");
        const say = (line: number, message: string) => found.push({ cell: cell.id, line: line + 1, message });
        for (const { line, nested } of stray)
          say(
            line,
            nested ? `BEGIN ${kind} is inside another region. End that first.` : `END ${kind} without a BEGIN.`,
          );
        for (const { begin, end } of regions) {
          if (end === undefined) say(begin, `BEGIN ${kind} has no END ${kind}.`);
          const mark = cell.cell_type === "code" ? "///" : "===";
          for (const line of [begin, ...(end === undefined ? [] : [end])])
            if (!new RegExp(`^\\s*${mark} (BEGIN|END) ${kind}( ===)?\\s*$`).test(lines[line]))
              say(
                line,
                `Write the marker as \`${mark} ${line === begin ? "BEGIN" : "END"} ${kind}${mark === "===" ? " ===" : ""}\`, alone on its line.`,
              );
          const { nbgrader } = cell.metadata;
          const kinds: readonly (string | undefined)[] = home[kind];
          if (!kinds.includes(nbgrader && gradedKind(cell, nbgrader)))
            say(begin, `${kind} must be in a cell of kind ${home[kind].join(" or ")} (metadata.nbgrader).`);
        }
      }
    return found;
  },
};
