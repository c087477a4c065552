// Saves the reader's work as a notebook and opens it again. It is a learner's copy that nbgrader and `anycast class` accept.
import type { Cell, Notebook } from "../../notebook/index.js";
import { make } from "./cell-box.js";
import { lessonNotebook } from "./notebook.js";
import { liveWords as words } from "../../words.js";

/** The learner's copy with the reader's edits and answers; everything else is as in the lesson. */
function withEdits(notebook: Notebook, workOn: (id: string) => string | undefined): unknown {
  const lines = (text: string) => text.split(/(?<=\n)/);
  const cells = notebook.cells.map((cell) => {
    const work = isReaders(cell) ? workOn(cell.id) : undefined;
    const kept = work === undefined || work === cell.source.replace(/\n+$/, "") ? cell.source : work;
    return { ...cell, source: lines(kept) };
  });
  return { ...notebook, cells };
}

/** Code that is not locked, and answers in words. */
function isReaders({ cell_type, metadata: { nbgrader } }: Cell): boolean {
  return nbgrader?.solution === true || (cell_type === "code" && nbgrader?.locked !== true);
}

export async function downloadNotebook(name: string, workOn: (id: string) => string | undefined): Promise<void> {
  const text = `${JSON.stringify(withEdits(await lessonNotebook(), workOn), null, 1)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  make("a", { href: url, download: `${name}.ipynb` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Takes the code and answers of cells that are in this lesson, and resolves to their number. @throws Error if the file cannot be used */
export async function openNotebook(file: File, take: (id: string, code: string) => boolean): Promise<number> {
  const { cells } = readCells(await file.text());
  const lesson = new Map((await lessonNotebook()).cells.map((cell) => [cell.id, cell]));
  const mine = cells.filter(({ id, cell_type, source }) => {
    const here = lesson.get(id);
    if (here?.cell_type !== cell_type) return false;
    return cell_type === "code" || (isReaders(here) && source !== here.source);
  });
  if (mine.length === 0) throw new Error(words.otherLesson);
  return mine.filter(({ id, source }) => take(id, source.replace(/\n+$/, ""))).length;
}

function readCells(text: string): { readonly cells: readonly Cell[] } {
  try {
    const { cells } = JSON.parse(text) as { cells?: unknown };
    if (Array.isArray(cells))
      return {
        cells: cells.flatMap((cell: Record<string, unknown> | null) => {
          const source = Array.isArray(cell?.source) ? cell.source.join("") : cell?.source;
          return typeof cell?.id === "string" && typeof source === "string"
            ? [{ ...cell, source } as unknown as Cell]
            : [];
        }),
      };
  } catch {
    // reported below
  }
  throw new Error(words.noNotebook);
}
