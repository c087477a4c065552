// Code cells as part of a page that is no lesson, such as the report of `anycast compare`.
import type { Notebook } from "../notebook/index.js";
import { renderCell } from "./cells.js";

/** The cells as HTML, ready to run. Their outputs are left out. */
export function cellsAlone({ cells }: Notebook): string {
  const context = {
    markdown: () => ({ html: "", headings: [] }),
    warn: () => {},
    usedIds: new Set<string>(),
    held: { characters: 0, tried: 0 },
    solutions: false,
    language: "typescript",
    live: true,
  };
  return cells.map((cell, i) => renderCell(cell, { ...context, number: i + 1 }).html).join("\n");
}
