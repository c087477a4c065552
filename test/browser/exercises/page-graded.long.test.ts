// The notebook that a reader downloads from a page is a submission: nbgrader's own commands grade it, as those of a class do
// (page-graded.test.ts).
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { needs } from "../../needs.js";
import { gradeWithNbgrader } from "../../notebooks/grading.js";
import { lessons } from "../../notebooks/lessons.js";
import { downloadWrong, earned } from "./answers-in-page.js";
import { livePage } from "../live-page.js";
import { useBrowser } from "../open-page.js";

const { describe, it } = needs("chromium", "jupyter");

describe("a notebook downloaded from a page, graded by nbgrader", () => {
  const browser = useBrowser();
  it.each(lessons)("$name: gets the points its answers earn", { timeout: 600_000 }, async (lesson) => {
    const { html } = await livePage(lesson.notebook, lesson.path);
    const { page } = await browser.open(html, { name: `${lesson.name}.html` });
    const file = await downloadWrong(page, lesson);
    const downloaded = readNotebook(readFileSync(file, "utf8"), { file });
    const { scores } = await gradeWithNbgrader(lesson.name, lesson.notebook, { ada: () => downloaded });
    const given = earned(lesson).map(({ ids }) => ids.reduce((sum, id) => sum + (scores.ada[id].score ?? NaN), 0));
    expect(given).toEqual(earned(lesson).map(({ points }) => points));
  });
});
