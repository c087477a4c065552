// Tests for one lesson: its checks say the same of every wrong answer in the page and in the kernel.
import { beforeAll, expect, it } from "vitest";
import type { LessonFile } from "../../notebooks/lessons.js";
import { fixturesOf, saidInKernel, saidInPage, type Said } from "./answers-in-page.js";
import { livePage } from "../live-page.js";
import { useBrowser } from "../open-page.js";

export function sameVerdicts(lesson: LessonFile): void {
  const browser = useBrowser();
  const fixtures = fixturesOf(lesson);
  let inKernel: readonly Said[][];
  let inPage: readonly Said[][];

  beforeAll(async () => {
    inKernel = await saidInKernel(lesson, fixtures);
    const { html } = await livePage(lesson.notebook, lesson.path);
    const { page } = await browser.open(html, { name: `${lesson.name}.html` });
    inPage = await saidInPage(page, lesson, fixtures);
  }, 600_000);

  it("is there to be compared", () => expect(fixtures.length).toBeGreaterThan(0));

  it.each(fixtures.map((fixture, i) => ({ ...fixture, i })))("$task: the learner $name", ({ i }) => {
    const verdicts = (said: readonly Said[]) => said.map(({ passed }) => passed);
    expect(verdicts(inPage[i])).toEqual(verdicts(inKernel[i]));
    // An answer that does not run, or that only Jupyter refuses for its types, has no text of a check to compare.
    for (const [at, { text }] of inKernel[i].entries())
      if (text !== "") expect(inPage[i][at].text).toContain(text.split("\n")[0]);
  });
}
