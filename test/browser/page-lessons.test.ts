// Each lesson as it is delivered: run on the real kernel, published, and run once more in the page. The lesson whose turn it is
// today is held to all that every page promises; page-promises.long.test.ts does that for all of them.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect } from "vitest";
import type { Published } from "../../lib/course/publish/lesson.js";
import { readPart } from "../../lib/course/publish/exercise.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { sliceOf } from "../long-tests.mjs";
import { needs, repository } from "../needs.js";
import { executedLesson } from "../notebooks/executed.js";
import { useBrowser } from "./open-page.js";
import { allAwake, livePage, printedPage, runAll, shownCells } from "./live-page.js";
import { pagePromises } from "./page-promises.js";

const { describe, it } = needs("chromium", "jupyter");

const folder = join(repository, "notebooks");
const lessons = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

const today = sliceOf(lessons, new Date()).files;

describe.each(lessons)("the page of %s", (file) => {
  let published: Published;
  let live: Published;
  let notebook: Notebook;
  const browser = useBrowser();

  beforeAll(async () => {
    notebook = await executedLesson(join(folder, file));
    published = await printedPage(notebook, file);
    live = await livePage(notebook, file);
  }, 300_000);

  it("is made without a warning", () => expect(published.warnings).toEqual([]));

  pagePromises(browser, () => published.html, { all: today.includes(file) });

  // 600 KB is the aim. 536 KB are the runtime; lib/docs/pages.md says what of.
  it("weighs at most 690 KB compressed with all that makes its cells run", () => {
    expect(gzipSync(live.html, { level: 9 }).length).toBeLessThanOrEqual(690 * 1024);
  });

  it("gives, run in the page, what Jupyter gave", { timeout: 180_000 }, async () => {
    expect(live.warnings).toEqual([]);
    // The exercises' solutions as a reader's own work, so that what builds on them runs as well.
    const [, key] = /<html[^>]* data-page="([^"]+)"/.exec(live.html)!;
    const answers = notebook.cells.flatMap((cell) => {
      const part = readPart(cell);
      if (cell.cell_type !== "code" || part.kind !== "answer") return [];
      const edit = JSON.stringify({ code: part.solution, from: part.start });
      return [[`anycast-kit:live:${key}:edit:${cell.id}`, edit] as const];
    });
    const stored = Object.fromEntries(answers);
    const { page, said, asked } = await browser.open(live.html, { name: `live-${file}.html`, stored });
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
