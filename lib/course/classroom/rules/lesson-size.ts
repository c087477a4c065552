// A lesson is one evening: at most 3,000 words, 90 cells, 350 visible lines of code and 60 minutes (see lesson-size.ts). The
// minutes that a lesson prints are at least those of the formula.
import { lessonSize, sizeLimits } from "../lesson-size.js";
import type { Finding, Rule } from "./rule.js";

/** Lessons that are still to be cut. Their size is printed and is not a problem; the list only gets shorter. */
export const stillTooLarge: readonly string[] = [];

const units = { words: "words of prose", cells: "cells", lines: "visible lines of code", minutes: "minutes" };

export const lessonSizeRule: Rule = {
  name: "lesson-size",
  check: ({ notebook, name }) => {
    if (stillTooLarge.includes(name)) return [];
    const size = lessonSize(notebook);
    const found: Finding[] = (Object.keys(units) as (keyof typeof units)[])
      .filter((key) => size[key] > sizeLimits[key])
      .map((key) => ({
        message: `${size[key]} ${units[key]}, at most ${sizeLimits[key]}: cut, or move a part to "Going further".`,
      }));
    const printed = notebook.metadata.anycast?.minutes;
    if (printed !== undefined && printed < size.minutes)
      found.push({ message: `metadata.anycast.minutes must be at least ${size.minutes} (got ${printed}).` });
    return found;
  },
};
