// The notebook that a reader downloads from a page is a submission: `anycast class` collects it, grades it in its jail, and gives
// the points that the answers earn.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import {
  chosenJail,
  collectFrom,
  gradeSubmissions,
  initClass,
  openClass,
  openCourse,
  readRoster,
  submissionsOf,
} from "../../../lib/course/classroom/class/index.js";
import { needs, repository, venv } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { downloadWrong, earned } from "./answers-in-page.js";
import { livePage } from "../live-page.js";
import { useBrowser } from "../open-page.js";

const { describe, it } = needs("chromium", "jupyter", "bwrap");
const [lesson] = lessons;

describe("a notebook downloaded from a page", () => {
  const browser = useBrowser();
  const base = mkdtempSync(join(tmpdir(), "anycast-graded-"));
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it("is collected and graded by a class, with the points its answers earn", { timeout: 400_000 }, async () => {
    const { html } = await livePage(lesson.notebook, lesson.path);
    const { page } = await browser.open(html, { name: `${lesson.name}.html` });
    mkdirSync(join(base, "in", "ada"), { recursive: true });
    copyFileSync(await downloadWrong(page, lesson), join(base, "in", "ada", `${lesson.name}.ipynb`));

    const command = [process.execPath, join(repository, "lib", "kit", "cli", "anycast.mjs")];
    const { root } = await initClass({ folder: join(base, "class"), lessons: [lesson.path], command });
    const folder = await openClass(root);
    const course = openCourse({ root, python: join(venv, "bin", "python") });
    try {
      await course.release(lesson.name);
      const roster = await readRoster(folder);
      await collectFrom({ folder, assignment: lesson.name, from: join(base, "in"), roster });
      const submissions = await submissionsOf(folder, lesson.name);
      await gradeSubmissions({ folder, course, submissions, confinement: chosenJail() });
      const [{ grades }] = (await course.scores()).submissions;
      const given = earned(lesson).map(({ ids }) => ids.reduce((sum, id) => sum + (grades[id].auto ?? NaN), 0));
      expect(given).toEqual(earned(lesson).map(({ points }) => points));
    } finally {
      course.close();
    }
  });
});
