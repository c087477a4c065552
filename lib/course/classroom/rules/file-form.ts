// The file is as the formatter writes it: outputs, run counts and other tools' metadata never enter git.
import { cellMetadataKeys, formatNotebook, notebookMetadataKeys } from "../format.js";
import { writeNotebook } from "../../notebook/index.js";
import type { Finding, Rule } from "./rule.js";

/** The tags of nbconvert, MyST and nbmake. */
export const knownTags = [
  "remove-cell",
  "remove-input",
  "remove-output",
  "hide-cell",
  "hide-input",
  "hide-output",
  "remove-stderr",
  "remove-stdout",
  "skip-execution",
  "raises-exception",
];
const remedy = "Run `anycast notebook format`.";

export const fileForm: Rule = {
  name: "file-form",
  check: ({ notebook }) => {
    const found: Finding[] = [];
    const { metadata, cells } = notebook;
    const surplus = (keys: readonly string[], known: readonly string[]) => keys.filter((key) => !known.includes(key));
    for (const key of surplus(Object.keys(metadata), notebookMetadataKeys))
      found.push({ message: `metadata.${key} must not be in a lesson. ${remedy}` });
    for (const cell of cells) {
      for (const key of surplus(Object.keys(cell.metadata), cellMetadataKeys))
        found.push({ cell: cell.id, message: `metadata.${key} must not be in a lesson. ${remedy}` });
      for (const tag of surplus(cell.metadata.tags ?? [], knownTags))
        found.push({ cell: cell.id, message: `Unknown tag "${tag}"; tags are ${knownTags.join(", ")}.` });
      if (cell.cell_type === "code" && (cell.outputs.length > 0 || cell.execution_count !== null))
        found.push({ cell: cell.id, message: `Outputs and run counts must not be committed. ${remedy}` });
      if (cell.source.trim() === "") found.push({ cell: cell.id, message: "The cell is empty. Remove it." });
    }
    const formatted = formatNotebook(notebook);
    if (found.length === 0 && writeNotebook(formatted) !== writeNotebook(notebook))
      found.push({ message: `The notebook is not in normal form. ${remedy}` });
    return found;
  },
};
