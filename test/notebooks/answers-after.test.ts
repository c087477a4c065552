// A question whose answer no later cell compares hides nothing, so the text up to the next heading must not contain the answer.
import { describe, expect, it } from "vitest";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { lessons } from "./lessons.js";

/** The text after each such question, up to the next heading. */
function afterOpenQuestions({ cells }: Pick<Notebook, "cells">): readonly { answer: string; text: string }[] {
  return cells.flatMap(({ cell_type, source }, i) => {
    const answers = [...source.matchAll(/^predict\([^]*?\banswer: "([^"]+)"/gm)].map(([, answer]) => answer);
    if (cell_type !== "code" || answers.length === 0) return [];
    const rest = cells.slice(i + 1).filter((cell) => cell.cell_type === "markdown");
    const end = rest.findIndex((cell) => /^#/m.test(cell.source));
    const text = rest.slice(0, end < 0 ? undefined : end).map((cell) => cell.source);
    return answers.map((answer) => ({ answer, text: text.join("\n") }));
  });
}

const givesAway = ({ answer, text }: { answer: string; text: string }) =>
  text.toLowerCase().includes(answer.replace(/^about /i, "").toLowerCase());

describe.each(lessons)("the open questions of $name", ({ notebook }) => {
  it("are not answered by the text below them", () => {
    const open = afterOpenQuestions(notebook);
    expect(open.length).toBeGreaterThan(1);
    expect(open.filter(givesAway)).toEqual([]);
  });
});

it("finds an answer that stands below its question", () => {
  const cell = (cell_type: "code" | "markdown", source: string) => ({ cell_type, source }) as Notebook["cells"][number];
  const question = cell("code", 'predict("share", {\n  options: ["None", "About 0.15 %"],\n  answer: "About 0.15 %",\n});');
  const told = [question, cell("markdown", "Take 0.15 % as an order of magnitude.")];
  const later = [question, cell("markdown", "Measure it."), cell("markdown", "## Next\n\nIt was 0.15 %.")];
  expect(afterOpenQuestions({ cells: told }).filter(givesAway)).toHaveLength(1);
  expect(afterOpenQuestions({ cells: later }).filter(givesAway)).toHaveLength(0);
});
