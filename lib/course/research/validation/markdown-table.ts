// A table in Markdown: the first column to the left, numbers to the right.

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_cell, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
