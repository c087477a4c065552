// Numbers and tables as the commands print them.

const format = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/**
 * Writes a number for a table of a command: "12,000"; at most one digit after the point.
 * @example number(12_000) // "12,000"
 */
export const number = (value: number): string => format.format(value);

/**
 * Writes a share, 0..1, as "18.2 %".
 * @example percent(0.182) // "18.2 %"
 */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "1 update", "12,000 updates". */
export const plural = (count: number, what: string): string => `${number(count)} ${what}${count === 1 ? "" : "s"}`;

/**
 * Writes rows as lines with columns of equal width: words to the left, the columns of `right` to the right.
 * @example columns([["site", "share"], ["A", "36.4 %"]]) // "site  share\nA     36.4 %"
 */
export function columns(
  rows: readonly (readonly string[])[],
  right: (column: number) => boolean = () => false,
): string {
  const widths = rows[0].map((_cell, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (right(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

/**
 * Selects all columns but the first, which hold numbers: for the parameter `right` of `columns`.
 * @example columns([["site", "share"], ["A", "9.1 %"]], afterFirst).split("\n")[1] // "A     9.1 %"
 */
export const afterFirst = (column: number): boolean => column > 0;
