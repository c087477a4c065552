// The normal form of a lesson in git: no outputs, fixed metadata, no blank edges. writeNotebook gives keys and indent.
import { writeNotebook, type Cell, type CellMetadata, type Notebook } from "../notebook/index.js";

/** What tslab itself reports; JupyterLab writes it on every save, so any other value makes a diff. */
export const kernelspec = { display_name: "TypeScript", language: "typescript", name: "tslab" } as const;
export const languageInfo = {
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  file_extension: ".ts",
  mimetype: "text/typescript",
  name: "typescript",
  version: "3.7.2",
} as const;

/** Metadata a lesson may carry; the rest (widgets, vscode, colab, execution, ...) is dropped. */
export const notebookMetadataKeys = ["anycast", "authors", "kernelspec", "language_info", "license", "title"];
export const cellMetadataKeys = ["anycast", "nbgrader", "slideshow", "tags"];

/** The notebook in the form that is kept in git. Formatting twice changes nothing. */
export function formatNotebook(notebook: Notebook): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { ...keep(notebook.metadata, notebookMetadataKeys), kernelspec, language_info: languageInfo },
    cells: notebook.cells.map(formatCell),
  };
}

/** The bytes of the file in git. */
export const formattedText = (notebook: Notebook): string => writeNotebook(formatNotebook(notebook));

function formatCell(cell: Cell): Cell {
  const metadata = keep(cell.metadata, cellMetadataKeys) as CellMetadata;
  const source = trimEdges(cell.source, cell.cell_type === "code");
  return cell.cell_type === "code"
    ? { ...cell, metadata, source, outputs: [], execution_count: null }
    : { ...cell, metadata, source };
}

const keep = (data: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(data).filter(([key]) => keys.includes(key)));

/** No empty lines at the edges; in code no blanks at line ends either (in Markdown two of them break a line). */
function trimEdges(source: string, code: boolean): string {
  const unix = source.replace(/\r\n?/g, "\n");
  const lines = code ? unix.replace(/[ \t]+$/gm, "") : unix;
  return lines.replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");
}
