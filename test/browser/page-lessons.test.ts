// Each lesson as it is delivered: run on the real kernel, published, and held to what every page promises.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect } from "vitest";
import { executeNotebook } from "../../lib/course/kernel/execute.js";
import { checkNotebook } from "../../lib/course/notebook/read.js";
import { courseOf } from "../../lib/course/publish/course.js";
import { lessonFacts } from "../../lib/course/publish/facts.js";
import { pageBundle } from "../../lib/course/publish/page-bundle.js";
import { publishLesson, type Published } from "../../lib/course/publish/lesson.js";
import { needs, repository, venv } from "../needs.js";
import { useBrowser } from "./open-page.js";
import { pagePromises } from "./page-promises.js";

const { describe, it } = needs("chromium", "jupyter");

const folder = join(repository, "notebooks");
const lessons = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

describe.each(lessons)("the page of %s", (file) => {
  let published: Published;
  const browser = useBrowser();

  beforeAll(async () => {
    const run = await executeNotebook({ notebookPath: join(folder, file), jupyter: venv, launcher: true });
    const notebook = checkNotebook(run, { file });
    const facts = lessonFacts(notebook, { file });
    const siblings = courseOf([{ ...facts, minutes: facts.minutes ?? 0 }]);
    published = publishLesson({ notebook, file, siblings, bundle: await pageBundle(notebook) });
  }, 300_000);

  it("is made without a warning", () => expect(published.warnings).toEqual([]));

  pagePromises(browser, () => published.html);
});
