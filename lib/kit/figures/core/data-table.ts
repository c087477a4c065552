// The numbers of a figure as an HTML table and as aligned text.
import type { FigureData } from "./figure.js";
import { escapeHtml, unbroken } from "./html.js";
import { isSiteLetter, siteBadge } from "./site-mark.js";

export type ColumnKind = "text" | "number" | "site";

/** A column has sites if its header says so and it contains letters, and numbers if all its cells are numbers. */
export function columnKinds({ columns, rows }: FigureData): readonly ColumnKind[] {
  return columns.map((column, i) => {
    const cells = rows.map((row) => row[i]).filter((cell) => cell !== "");
    if (
      /\bsite\b/i.test(column) &&
      cells.some(isSiteLetter) &&
      cells.every((cell) => cell === "none" || isSiteLetter(cell))
    )
      return "site";
    return cells.length > 0 && cells.every((cell) => typeof cell === "number") ? "number" : "text";
  });
}

export interface DataTable {
  readonly data: FigureData;
  readonly kinds: readonly ColumnKind[];
  /** Decimals of each number column. Defaults to the digits of its most precise cell, at most three. */
  readonly digits: readonly (number | undefined)[];
}

/** Classes of highlighted rows and cells; "ak-struck" strikes the text out. */
export interface TableLook {
  readonly rowLook?: (row: number) => string | undefined;
  readonly cellLook?: (row: number, column: number) => string | undefined;
}

/**
 * A table with scopes and a caption, which repeats the figure's title for assistive technology. A wide table scrolls inside its
 * box, which is reachable by keyboard.
 */
export function htmlTable(table: DataTable & TableLook & { readonly caption: string }): string {
  const { data, kinds, digits, caption, rowLook, cellLook } = table;
  const text = formatCells(data, digits);
  const long = (i: number) => text.some((row) => row[i].length > LONG);
  const type = (i: number, look?: string) => {
    const names = [kinds[i] === "number" ? "ak-number" : long(i) ? "ak-long" : "", look ?? ""].filter(Boolean);
    return names.length ? ` class="${names.join(" ")}"` : "";
  };
  const head = data.columns.map((column, i) => `<th scope="col"${type(i)}>${escapeHtml(column)}</th>`);
  const cell = (value: string, i: number, r: number) => {
    const raw = data.rows[r][i];
    const look = cellLook?.(r, i);
    const shown = kinds[i] === "site" && isSiteLetter(raw) ? siteBadge(raw) : escapeHtml(unbroken(value));
    const inside = look === "ak-struck" ? `<s>${shown}</s>` : shown;
    return i === 0 ? `<th scope="row"${type(i, look)}>${inside}</th>` : `<td${type(i, look)}>${inside}</td>`;
  };
  const row = (cells: readonly string[], r: number) => {
    const look = rowLook?.(r);
    return `<tr${look ? ` class="${look}"` : ""}>${cells.map((value, i) => cell(value, i, r)).join("")}</tr>`;
  };
  const body = text.map(row);
  const name = escapeHtml(caption);
  return (
    `<div class="ak-scroll" tabindex="0" role="group" aria-label="${name}"><table class="ak-table">` +
    `<caption><span class="ak-hidden">${name}</span></caption><thead><tr>${head.join("")}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table></div>`
  );
}

/** Length in characters from which a cell counts as prose and may wrap, with a minimum width. */
const LONG = 32;

/** The same as lines of text: words to the left, numbers to the right. */
export function textTable({ data, kinds, digits }: DataTable): string {
  const lines = [data.columns, ...formatCells(data, digits)];
  const widths = data.columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const align = (line: readonly string[]) =>
    line
      .map((cell, i) => (kinds[i] === "number" ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [align(lines[0]), rule, ...lines.slice(1).map(align)].join("\n");
}

function formatCells({ columns, rows }: FigureData, digits: readonly (number | undefined)[]): string[][] {
  const wanted = columns.map((_, i) => digits[i] ?? Math.max(0, ...rows.map((row) => decimals(row[i]))));
  return rows.map((row) => row.map((cell, i) => (typeof cell === "number" ? cell.toFixed(wanted[i]) : cell)));
}

const decimals = (cell: string | number) =>
  typeof cell === "number" ? (String(Number(cell.toFixed(3))).split(".")[1]?.length ?? 0) : 0;
