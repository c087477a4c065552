// A table in Markdown: the first column to the left, numbers to the right.

/** @param rest where the other columns stand: numbers to the right, sentences to the left */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rest: "left" | "right" = "right",
): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = head.map((_cell, i) => (i === 0 || rest === "left" ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
