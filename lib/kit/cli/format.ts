// Numbers and tables as the commands print them.

const format = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** "12,000"; at most one digit after the point. */
export const number = (value: number): string => format.format(value);

/** A share as "18.2 %". */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "1 update", "12,000 updates". */
export const plural = (count: number, what: string): string => `${number(count)} ${what}${count === 1 ? "" : "s"}`;

/** Rows as lines with columns of equal width: words to the left, the columns of `right` to the right. */
export function columns(
  rows: readonly (readonly string[])[],
  right: (column: number) => boolean = () => false,
): string {
  const widths = rows[0].map((_cell, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (right(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

/** All columns but the first hold numbers. */
export const afterFirst = (column: number): boolean => column > 0;
