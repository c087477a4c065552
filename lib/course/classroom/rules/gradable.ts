// Checks only what grading needs of an exercise: points, a solution, and tests that call functions of the answer cell.
import { answerCell } from "../answer-cell.js";
import { gradedKind } from "../exercise.js";
import { markedRegions } from "../marked-regions.js";
import type { Finding, Rule } from "./rule.js";

export const gradable: Rule = {
  name: "gradable",
  check: ({ notebook }) => {
    const found: Finding[] = [];
    const declared: string[] = [];
    for (const cell of notebook.cells) {
      const kind = cell.metadata.nbgrader && gradedKind(cell, cell.metadata.nbgrader);
      if (kind === "answer") {
        const { names } = answerCell(cell.source);
        declared.push(...names);
        if (names.length === 0)
          found.push({ cell: cell.id, message: "The answer cell declares no function that tests could call." });
        if (markedRegions(cell.source, "SOLUTION").regions.length === 0)
          found.push({
            cell: cell.id,
            message:
              "No solution between `/// BEGIN SOLUTION` and `/// END SOLUTION`: students would get an empty cell.",
          });
        if (/^\s*async\s+function/m.test(cell.source))
          found.push({
            cell: cell.id,
            message:
              "The function is asynchronous; tests call it and compare what it returns at once. Leave out `async`.",
          });
      }
      if (kind === "tests" && !declared.some((name) => cell.source.includes(name)))
        found.push({
          cell: cell.id,
          message: "The test does not call any function that an answer cell before it declares.",
        });
    }
    if (
      declared.length === 0 &&
      !notebook.cells.some(({ metadata: { nbgrader } }) => nbgrader?.grade || nbgrader?.task)
    )
      found.push({ message: "No exercises: no cell is graded by nbgrader." });
    return found;
  },
};
