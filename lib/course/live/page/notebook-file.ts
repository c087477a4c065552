// Saves the reader's work as a notebook and opens it again. It is a learner's copy that nbgrader and `anycast class` accept.
import type { Cell, Notebook } from "../../notebook/index.js";
import { make } from "./cell-box.js";
import { lessonNotebook } from "./notebook.js";
import { liveWords as words } from "../../words.js";

/** The learner's copy with the reader's edits; everything else is as in the lesson. */
function withEdits(notebook: Notebook, codeOf: (id: string) => string | undefined): unknown {
  const lines = (text: string) => text.split(/(?<=\n)/);
  const cells = notebook.cells.map((cell) => {
    const locked = cell.metadata.nbgrader?.locked === true && !cell.metadata.nbgrader.solution;
    const code = cell.cell_type === "code" && !locked ? codeOf(cell.id) : undefined;
    const kept = code === undefined || code === cell.source.replace(/\n+$/, "") ? cell.source : code;
    return { ...cell, source: lines(kept) };
  });
  return { ...notebook, cells };
}

export async function downloadNotebook(name: string, codeOf: (id: string) => string | undefined): Promise<void> {
  const text = `${JSON.stringify(withEdits(await lessonNotebook(), codeOf), null, 1)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  make("a", { href: url, download: `${name}.ipynb` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Takes the code of cells that are in this lesson, and resolves to their number. @throws Error if the file cannot be used */
export async function openNotebook(file: File, take: (id: string, code: string) => boolean): Promise<number> {
  const { cells } = readCells(await file.text());
  const known = new Set((await lessonNotebook()).cells.map(({ id }) => id));
  const mine = cells.filter(({ id, cell_type }) => cell_type === "code" && known.has(id));
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
