// All that every page promises, of every lesson (page-lessons.test.ts does one lesson a day).
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll } from "vitest";
import { needs, repository } from "../needs.js";
import { executedLesson } from "../notebooks/executed.js";
import { printedPage } from "./live-page.js";
import { useBrowser } from "./open-page.js";
import { pagePromises } from "./page-promises.js";

const folder = join(repository, "notebooks");
const lessons = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

needs("chromium", "jupyter").describe.each(lessons)("the page of %s", (file) => {
  let html: string;
  const browser = useBrowser();
  beforeAll(async () => {
    ({ html } = await printedPage(await executedLesson(join(folder, file)), file));
  }, 300_000);
  pagePromises(browser, () => html);
});
