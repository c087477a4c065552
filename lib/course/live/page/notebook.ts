// The lesson's notebook in the page: the learner's copy, without outputs and without the code that the page shows. Its code runs with
// the reader's edits.
import type { CodeCell, Notebook } from "../../notebook/index.js";
import { unpack } from "./unpack.js";

/** The code that the page shows, by cell, before anybody edits it. */
export const shownCode: ReadonlyMap<string, string> = new Map(
  Array.from(document.querySelectorAll<HTMLElement>("main [data-cell]"), (cell) => [
    cell.dataset.cell!,
    cell.querySelector("[data-code] pre code")?.textContent ?? "",
  ]),
);

let read: Promise<Notebook> | undefined;

export const lessonNotebook = (): Promise<Notebook> => (read ??= unpack("notebook").then(parsed));

/** A source that is `null` is the code that the page shows. */
function parsed(text: string): Notebook {
  const notebook = JSON.parse(text) as Notebook;
  const sourceOf = ({ id, source }: { id: string; source: string | null }) => source ?? shownCode.get(id) ?? "";
  return { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, source: sourceOf(cell) })) };
}

export const codeCells = ({ cells }: Notebook): readonly CodeCell[] =>
  cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
