// Cell ids are words a person chose: they name the cell in messages, links and diffs. (That they are unique, the reader sees to.)
import type { Rule } from "./rule.js";

/** What tools make up: `a1b2c3d4` (nbformat), a UUID (JupyterLab), `cell-7` (the reader, for old files). */
const madeUp = /^([0-9a-f]{8}|[0-9a-f]{8}-[0-9a-f-]{27}|cell-\d+|\d+)$/i;

export const cellIds: Rule = {
  name: "cell-ids",
  check: ({ notebook }) =>
    notebook.cells.flatMap(({ id }) => {
      if (madeUp.test(id))
        return [{ cell: id, message: `Id "${id}" was made by a tool: choose words that say what the cell is.` }];
      const words = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id);
      return words
        ? []
        : [{ cell: id, message: `Id "${id}": write it in lower case with hyphens, such as "hook-map".` }];
    }),
};
