// A cell does one thing: at most 15 lines of code. Imports, blank lines, markers and hidden tests do not count.
import { replaceRegions } from "../marked-regions.js";
import type { Rule } from "./rule.js";

export const longestCell = 15;

const importDeclaration = /^import\b[^;]*;/gm;

export const cellLength: Rule = {
  name: "cell-length",
  check: ({ code }) =>
    code.flatMap(({ id, cell }) => {
      const lines = replaceRegions(cell.source, "HIDDEN TESTS").replace(importDeclaration, "").split("\n");
      const count = lines.filter((line) => line.trim() !== "" && !/(BEGIN|END) SOLUTION/.test(line)).length;
      if (count <= longestCell) return [];
      return [
        {
          cell: id,
          message: `${count} lines of code, at most ${longestCell}: split the cell, or let the library do the work.`,
        },
      ];
    }),
};
