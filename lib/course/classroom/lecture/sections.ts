// The sections of a lesson, from one `##` heading to the next, with the minutes that each takes in class.
import type { Cell, Notebook } from "../../notebook/index.js";
import { minutesOfExercise } from "../lesson-size.js";

export interface Section {
  /** The heading's text without its marks. */
  readonly title: string;
  /** Index of the cell with the heading. */
  readonly first: number;
  /** Index after the last cell. */
  readonly end: number;
  readonly kind: "lecture" | "exercises" | "after";
  /** Minutes in class; for exercises, minutes of work. */
  readonly minutes: number;
}

/** Minutes that a lesson has if its metadata do not say. */
const usualMinutes = 60;

/** A cell may explain the figure above before it opens the next section. */
const headingOf = ({ cell_type, source }: Cell): string | undefined =>
  cell_type === "markdown" ? /^##? (\S.*)$/m.exec(source.replace(/^```[^]*?^```/gm, ""))?.[1] : undefined;

/**
 * The sections in order. Minutes stand in `metadata.anycast.minutes` of a heading's cell; where they are missing they are
 * estimated from the section's words, code, figures and questions, so that the lecture takes the lesson's minutes.
 */
export function sectionsOf(notebook: Notebook): readonly Section[] {
  const { cells, metadata } = notebook;
  const heads = cells.flatMap((cell, i) => (headingOf(cell) === undefined ? [] : [i]));
  const parts = heads.map((first, i) => ({
    title: headingOf(cells[first])!.replace(/[*`_]/g, ""),
    first,
    end: heads[i + 1] ?? cells.length,
  }));
  const exercises = parts.findIndex(({ title }) => /^exercises$/i.test(title));
  const kindAt = (i: number) => (exercises < 0 || i < exercises ? "lecture" : i === exercises ? "exercises" : "after");
  const lecture = parts.filter((_, i) => kindAt(i) === "lecture");
  const given = shareOut(
    lecture.map((part) => effort(cells.slice(part.first, part.end))),
    metadata.anycast?.minutes ?? usualMinutes,
  );
  return parts.map((part, i): Section => {
    const kind = kindAt(i);
    const own = cells[part.first].metadata.anycast?.minutes;
    const estimate =
      kind === "lecture"
        ? given[i]
        : kind === "exercises"
          ? cells.slice(part.first, part.end).reduce((sum, cell) => sum + minutesOfExercise(cell, cells), 0)
          : Math.ceil(effort(cells.slice(part.first, part.end)));
    return { ...part, kind, minutes: typeof own === "number" ? own : estimate };
  });
}

/** Minutes to present some cells: 150 words a minute, 12 lines of code a minute, a minute for each figure and question. */
function effort(cells: readonly Cell[]): number {
  return cells.reduce((sum, { cell_type, source, metadata }) => {
    if (metadata.tags?.includes("remove-cell")) return sum;
    if (cell_type === "markdown") return sum + source.split(/\s+/).length / 150;
    if (cell_type !== "code") return sum;
    const shown = /\b(show|explore|predict)\(/.test(source) ? 1 : 0;
    const hidden = metadata.tags?.some((tag) => tag === "hide-input" || tag === "remove-input");
    return sum + shown + (hidden ? 0 : source.split("\n").length / 12);
  }, 0);
}

/** Integers in proportion to `weights` whose sum is `total`: the largest remainders are rounded up; each is at least 1. */
function shareOut(weights: readonly number[], total: number): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0) || 1;
  const exact = weights.map((weight) => Math.max(1, (weight / sum) * total));
  const floors = exact.map(Math.floor);
  const left = total - floors.reduce((all, floor) => all + floor, 0);
  const order = exact.map((value, i) => ({ i, rest: value - floors[i] })).sort((a, b) => b.rest - a.rest);
  for (const { i } of order.slice(0, Math.max(0, left))) floors[i]++;
  return floors;
}
