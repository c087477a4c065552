// Notebook -> text of a .ipynb file, in the one form that nbformat and JupyterLab write:
// keys sorted, one space of indent, source as a list of lines, final newline.
import type { Cell, Json, Notebook, Output } from "./types.js";

/** The same notebook always gives the same bytes; `readNotebook` of them gives the same notebook. */
export function writeNotebook(notebook: Notebook): string {
  const raw = { ...notebook, cells: notebook.cells.map(rawCell) } as unknown as Json;
  return JSON.stringify(sortKeys(raw), null, 1) + "\n";
}

/** `"a\nb"` -> `["a\n", "b"]`, as nbformat splits. */
export const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function rawCell(cell: Cell) {
  const source = splitLines(cell.source);
  return cell.cell_type === "code" ? { ...cell, source, outputs: cell.outputs.map(rawOutput) } : { ...cell, source };
}

function rawOutput(output: Output) {
  if (output.output_type === "stream") return { ...output, text: splitLines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    typeof value === "string" && !/[/+]json$/.test(mime) ? splitLines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) as Json };
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value as { [key: string]: Json });
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.filter(([, v]) => v !== undefined).map(([key, v]) => [key, sortKeys(v)]));
}
