// Text of a .ipynb file -> Notebook, or one error that names the file, the cell and the field.
import { JsonTextError, parseJson, plainIssue, safeParseLong, shortened, type FoundIssue } from "anycast-kit/topology";
import { notebookSchema } from "./schema.js";
import type { Notebook } from "./types.js";

/** Thrown for an invalid notebook file; the message names the file, the cell, the fault and the remedy. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  constructor(
    readonly file: string,
    /** Id of the cell, or `#7` (counted from 1) for a cell without one; undefined if the whole file is invalid. */
    readonly cell: string | undefined,
    readonly problem: string,
  ) {
    super(shortened(cell === undefined ? `${file}: ${problem}` : `${file}, cell ${cell}: ${problem}`));
  }
}

/** Cells at most; a book of lessons has hundreds. */
const mostCells = 20_000;

type Raw = Record<string, unknown>;
const isObject = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads a notebook of nbformat 4. Cells of files older than 4.5, which have no ids, are named `cell-1`, `cell-2`, ...
 * @param text the file's content, JSON
 * @param options.file the name to put into errors
 * @throws NotebookError
 */
export function readNotebook(text: string, { file }: { readonly file: string }): Notebook {
  let raw: unknown;
  try {
    raw = parseJson(text);
  } catch (error) {
    if (error instanceof JsonTextError && error.twice !== undefined)
      throw new NotebookError(file, undefined, error.message);
    const cut = text.trim() === "" ? "the file is empty" : `invalid JSON (${(error as Error).message})`;
    throw new NotebookError(file, undefined, `${cut}. A notebook is a JSON file that Jupyter saved.`);
  }
  return checkNotebook(raw, { file });
}

/** The same for parsed JSON, such as the result of a kernel run. */
export function checkNotebook(raw: unknown, { file }: { readonly file: string }): Notebook {
  if (!isObject(raw) || raw.nbformat === undefined) {
    throw new NotebookError(file, undefined, 'not a notebook: the field "nbformat" is missing.');
  }
  if (raw.nbformat !== 4) {
    const found = JSON.stringify(raw.nbformat);
    throw new NotebookError(file, undefined, `nbformat must be 4 (got ${found}). Open and save it in JupyterLab.`);
  }
  const cells = Array.isArray(raw.cells) ? (raw.cells as unknown[]) : [];
  if (cells.length > mostCells)
    throw new NotebookError(file, undefined, `has ${cells.length} cells; at most ${mostCells} are read. Split it.`);
  const older = typeof raw.nbformat_minor === "number" && raw.nbformat_minor < 5;
  const named = older
    ? {
        ...raw,
        nbformat_minor: 5,
        cells: cells.map((cell, i) => (isObject(cell) ? { id: `cell-${i + 1}`, ...cell } : cell)),
      }
    : raw;
  const result = safeParseLong(notebookSchema, named);
  if (!result.success) throw explain(result.error.issues[0], named, file);

  const seen = new Set<string>();
  for (const { id } of result.data.cells) {
    if (seen.has(id)) throw new NotebookError(file, id, "duplicate cell id. Give each cell its own.");
    seen.add(id);
  }
  return result.data;
}

function explain(issue: FoundIssue, raw: Raw, file: string): NotebookError {
  const { path, text } = plainIssue(issue, raw);
  const [top, index, ...field] = path;
  if (top !== "cells" || typeof index !== "number") {
    return new NotebookError(file, undefined, `"${path.join(".")}": ${text}`);
  }
  const cell = (raw.cells as unknown[])[index];
  const id = isObject(cell) && typeof cell.id === "string" && cell.id !== "" ? cell.id : `#${index + 1}`;
  const where = field.length > 0 ? `"${field.join(".")}": ` : "";
  return new NotebookError(file, id, `${where}${text}`);
}
