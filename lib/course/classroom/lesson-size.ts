// How much a lesson asks of its reader: words, cells, lines of code, minutes. `anycast notebook lint` prints it, and the rule
// `lesson-size` compares it with the limits. The section "Going further" at the end of a lesson does not count.
import type { Cell, Notebook } from "../notebook/index.js";
import { isCode, isMarkdown } from "./lesson.js";
import { markdownParts } from "./markdown.js";
import { replaceRegions } from "./marked-regions.js";

export interface LessonSize {
  /** Words of prose, exercises included, mark schemes not. */
  readonly words: number;
  readonly cells: number;
  /** Lines of code that are not folded away; blank lines, solutions and hidden tests do not count. */
  readonly lines: number;
  /** Reading at 200 words a minute, and a minute for each question or explorer; without the exercises. */
  readonly minutes: number;
  /** 5, 8 or 12 minutes for an exercise, by its stars; 10 for an open one. */
  readonly exerciseMinutes: number;
}

export const sizeLimits: Omit<LessonSize, "exerciseMinutes"> = { words: 3000, cells: 90, lines: 350, minutes: 60 };

const minutesByStars = [0, 5, 8, 12];
const openMinutes = 10;
const folded = ["hide-input", "hide-cell", "remove-input", "remove-cell"];

export function lessonSize({ cells }: Notebook): LessonSize {
  const core = coreCells(cells);
  const sum = (of: (typeof core)[number][], count: (cell: Cell) => number) =>
    of.reduce((total, { cell }) => total + count(cell), 0);
  const words = sum(core, wordsOf);
  const read = core.filter(({ section }) => section !== "Exercises");
  const asked = sum(read, ({ source, cell_type }) =>
    cell_type === "code" ? (source.match(/\b(?:predict|explore)\(/g)?.length ?? 0) : 0,
  );
  return {
    words,
    cells: core.length,
    lines: sum(core, visibleLines),
    minutes: Math.round(sum(read, wordsOf) / 200 + asked),
    exerciseMinutes: sum(core, (cell) => minutesOfExercise(cell, cells)),
  };
}

/** Cells outside "Going further", each with the heading of its section. */
function coreCells(cells: readonly Cell[]): { readonly cell: Cell; readonly section: string }[] {
  let section = "";
  return cells.flatMap((cell) => {
    const opens = isMarkdown(cell) ? markdownParts(cell.source).headings.find(({ level }) => level <= 2) : undefined;
    if (opens) section = opens.text;
    return /^Going further\b/i.test(section) ? [] : [{ cell, section }];
  });
}

const wordsOf = (cell: Cell): number =>
  isMarkdown(cell)
    ? replaceRegions(cell.source, "MARK SCHEME")
        .replace(/\]\([^()]*\)/g, "]")
        .split(/\s+/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
    : 0;

function visibleLines(cell: Cell): number {
  if (!isCode(cell) || cell.metadata.tags?.some((tag) => folded.includes(tag))) return 0;
  const shown = replaceRegions(replaceRegions(cell.source, "HIDDEN TESTS"), "SOLUTION");
  return shown.split("\n").filter((line) => line.trim() !== "").length;
}

/** The heading of an exercise has its stars; an open one ends in a cell of text that a person grades. */
export function minutesOfExercise(cell: Cell, cells: readonly Cell[]): number {
  if (!isMarkdown(cell)) return 0;
  const stars = markdownParts(cell.source).headings.map(
    ({ text }) => /^Exercise\b[^★]*(★{1,3})/.exec(text)?.[1].length,
  );
  const [found] = stars.filter((each) => each !== undefined);
  if (found === undefined) return 0;
  const answer = cells.slice(cells.indexOf(cell)).find(({ metadata }) => metadata.nbgrader?.solution);
  return answer?.cell_type === "markdown" ? openMinutes : minutesByStars[found];
}
