// One H1, in the first cell and equal to the title; below it no level is skipped. Screen readers navigate by headings.
import { isMarkdown } from "../lesson.js";
import { markdownParts } from "../markdown.js";
import type { Finding, Rule } from "./rule.js";

export const headings: Rule = {
  name: "headings",
  check: ({ notebook }) => {
    const found: Finding[] = [];
    const all = notebook.cells
      .filter(isMarkdown)
      .flatMap((cell) => markdownParts(cell.source).headings.map((heading) => ({ ...heading, cell: cell.id })));
    const [first, ...rest] = all;
    if (first?.level !== 1 || first.cell !== notebook.cells[0]?.id)
      return [{ message: "The first cell must be Markdown that starts with the lesson's one H1 (`# Title`)." }];
    if (first.text !== notebook.metadata.title)
      found.push({
        cell: first.cell,
        line: first.line,
        message: `The H1 "${first.text}" and metadata.title must be the same.`,
      });
    let level = 1;
    for (const heading of rest) {
      const { cell, line, text } = heading;
      if (heading.level === 1)
        found.push({ cell, line, message: `"${text}" is a second H1: a lesson has one. Use ##.` });
      else if (heading.level > level + 1)
        found.push({
          cell,
          line,
          message: `"${text}" jumps from level ${level} to ${heading.level}: use ${"#".repeat(level + 1)}.`,
        });
      level = heading.level;
    }
    return found;
  },
};
