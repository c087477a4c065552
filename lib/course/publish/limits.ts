// Limits of a page: beyond them publishing stops with one sentence that says where, how much, and what to do.
// Each limit is far above what a lesson needs and low enough that no notebook stops the command.
import { NotebookError } from "../notebook/index.js";
import type { Cell, Notebook } from "../notebook/index.js";
import { MarkupLimit, markupLimits } from "./html/parse.js";

export const pageLimits = {
  /** Characters of source and outputs of one cell. */
  cell: 4_000_000,
  /** Characters of Markdown of one cell: ten pages of print. There are texts whose parsing takes the square of their length. */
  text: 20_000,
  /** Characters of what the notebook's metadata say of a page: title, authors, licence, aims. */
  metadata: 400_000,
  /** Bytes of one output in the page from which on it is folded. */
  shown: 1_000_000,
  /** Cells of a page. */
  cells: 10_000,
  /** Characters of code that one cell is coloured for; longer code is shown plain. */
  coloured: 15_000,
  /** Warnings that are listed one by one. */
  warnings: 200,
  /** Bytes of a page from which on its weight is said. */
  heavy: 10_000_000,
} as const;

/** More than a page takes; the place is added by `withPlace`. */
class TooMuch extends Error {}

/** @throws TooMuch */
export function checkCharacters(characters: number, what: string): void {
  if (characters <= pageLimits.cell) return;
  const has = (characters / 1e6).toFixed(1);
  throw new TooMuch(`has ${has} MB of ${what}; the limit of a page is ${pageLimits.cell / 1e6} MB. Show less.`);
}

/** The first thing of all that is done with a notebook. @throws NotebookError that names the cell */
export function checkSizes({ cells, metadata }: Notebook, file: string): void {
  const { title, authors, license, version, anycast, kernelspec } = metadata;
  const said = JSON.stringify([title, authors, license, version, anycast, kernelspec]).length;
  if (said > pageLimits.metadata) {
    const problem = `its title, authors and other metadata have ${said} characters, a page takes ${pageLimits.metadata}. Shorten them.`;
    throw new NotebookError(file, undefined, problem);
  }
  if (cells.length > pageLimits.cells) {
    const problem = `has ${cells.length} cells; the limit of a page is ${pageLimits.cells}. Split the notebook.`;
    throw new NotebookError(file, undefined, problem);
  }
  for (const cell of cells) withPlace(file, cell.id, () => checkSize(cell));
}

function checkSize(cell: Cell): void {
  if (cell.cell_type === "markdown" && cell.source.length > pageLimits.text) {
    const has = `has ${cell.source.length} characters of text`;
    throw new TooMuch(`${has}; the limit of a cell is ${pageLimits.text}. Split it.`);
  }
  const outputs = cell.cell_type === "code" ? JSON.stringify(cell.outputs).length : 0;
  checkCharacters(cell.source.length + outputs, "source and output");
}

/** Runs work on one cell. @throws NotebookError with its place if the cell is too large for a page */
export function withPlace<T>(file: string, cell: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooMuch) throw new NotebookError(file, cell, error.message);
    if (error instanceof MarkupLimit) {
      const most = `${markupLimits.elements} elements, ${markupLimits.depth} deep, each with ${markupLimits.attributes} attributes`;
      throw new NotebookError(file, cell, `${error.message}; the limit of a page is ${most}. Show less.`);
    }
    if (error instanceof RangeError)
      throw new NotebookError(file, cell, "has data too large or nested too deeply for a page. Show less.");
    throw error;
  }
}
