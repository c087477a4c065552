// The lesson's notebook in the page: the learner's copy, without outputs. Its code runs with the reader's edits.
import type { CodeCell, Notebook } from "../../notebook/index.js";
import { unpack } from "./unpack.js";

let read: Promise<Notebook> | undefined;

export const lessonNotebook = (): Promise<Notebook> => (read ??= unpack("notebook").then(parsed));

/** A notebook file stores texts as lists of lines. */
function parsed(text: string): Notebook {
  const notebook = JSON.parse(text) as Notebook;
  const joined = (source: unknown) => (Array.isArray(source) ? source.join("") : String(source));
  return { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, source: joined(cell.source) })) };
}

export const codeCells = ({ cells }: Notebook): readonly CodeCell[] =>
  cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
