// Each lesson as it is delivered: run on the real kernel, published, and held to what every page promises.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect } from "vitest";
import { executeNotebook } from "../../lib/course/kernel/execute.js";
import { checkNotebook } from "../../lib/course/notebook/read.js";
import { courseOf } from "../../lib/course/publish/course/course.js";
import { lessonFacts } from "../../lib/course/publish/facts.js";
import { pageBundle } from "../../lib/course/publish/page-bundle.js";
import { publishLesson, type Published } from "../../lib/course/publish/lesson.js";
import { readPart } from "../../lib/course/publish/exercise.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { needs, repository, venv } from "../needs.js";
import { useBrowser } from "./open-page.js";
import { allAwake, livePage, runAll, shownCells } from "./live-page.js";
import { pagePromises } from "./page-promises.js";

const { describe, it } = needs("chromium", "jupyter");

const folder = join(repository, "notebooks");
const lessons = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

describe.each(lessons)("the page of %s", (file) => {
  let published: Published;
  let notebook: Notebook;
  const browser = useBrowser();

  beforeAll(async () => {
    const run = await executeNotebook({ notebookPath: join(folder, file), jupyter: venv, launcher: true });
    notebook = checkNotebook(run, { file });
    const facts = lessonFacts(notebook, { file });
    const siblings = courseOf([{ ...facts, minutes: facts.minutes ?? 0 }]);
    published = publishLesson({ notebook, file, siblings, bundle: await pageBundle(notebook) });
  }, 300_000);

  it("is made without a warning", () => expect(published.warnings).toEqual([]));

  pagePromises(browser, () => published.html);

  // 600 KB is the aim. 540 KB are the runtime; lib/docs/pages.md says what of.
  it("weighs at most 705 KB compressed with all that makes its cells run", async () => {
    const { html } = await livePage(notebook, file);
    expect(gzipSync(html, { level: 9 }).length).toBeLessThanOrEqual(705 * 1024);
  });

  it("gives, run in the page, what Jupyter gave", { timeout: 180_000 }, async () => {
    const live = await livePage(notebook, file);
    expect(live.warnings).toEqual([]);
    const { page, said, asked } = await browser.open(live.html, { name: `live-${file}.html` });
    // The exercises' solutions as a reader's own work, so that what builds on them runs as well.
    const answers = notebook.cells.flatMap((cell) => {
      const part = readPart(cell);
      return cell.cell_type === "code" && part.kind === "answer" ? [[cell.id, part.start, part.solution] as const] : [];
    });
    // Chromium stores in the background: a page that is loaded again at once may not have the edits yet.
    await expect
      .poll(
        async () => {
          await page.evaluate((all) => {
            for (const [id, from, code] of all)
              localStorage.setItem(
                `anycast-kit:live:${document.documentElement.dataset.page}:edit:${id}`,
                JSON.stringify({ code, from }),
              );
          }, answers);
          await page.reload();
          return page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":edit:")).length);
        },
        { timeout: 30_000 },
      )
      .toBe(answers.length);
    await allAwake(page);
    const before = await shownCells(page);
    const after = await runAll(page);
    expect(after.filter(({ state }) => state !== "ran").map(({ id, status, text }) => [id, status, text])).toEqual([]);
    for (const [i, { id, kind, html, text }] of before.entries()) {
      if (kind === "test") expect([id, after[i].verdict]).toEqual([id, "passed"]);
      else if (kind === "plain") expect([id, after[i].text, after[i].html]).toEqual([id, text, html]);
    }
    expect({ said, asked }).toEqual({ said: [], asked: [] });
  });
});
