// The feedback page of a learner as a browser shows it: lesson 1, handed in partly right, graded in the jail by the real commands'
// code, opened ten times.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import {
  chosenJail,
  collectFrom,
  feedbackPage,
  gradeSubmissions,
  initClass,
  openClass,
  openCourse,
  placesIn,
  readRoster,
  submissionsOf,
} from "../../lib/course/classroom/class/index.js";
import { readNotebook } from "../../lib/course/notebook/read.js";
import { writeNotebook } from "../../lib/course/notebook/write.js";
import { sixStudents } from "../classroom/class/six-students.js";
import { needs, repository, venv } from "../needs.js";
import { lessons } from "../notebooks/lessons.js";
import { useBrowser } from "./open-page.js";
import { violations } from "./page-promises.js";

const { describe, it } = needs("chromium", "jupyter", "bwrap");
const [{ name, path, notebook: source }] = lessons;
const comment = "Say **why** the file server\nis left out.";

describe("a feedback page", () => {
  const browser = useBrowser();
  const base = mkdtempSync(join(tmpdir(), "anycast-feedback-"));
  let html: string;
  let withSolutions: string;

  beforeAll(async () => {
    const command = [process.execPath, join(repository, "lib", "kit", "cli", "anycast.mjs")];
    const { root } = await initClass({ folder: join(base, "class"), lessons: [path], command });
    const folder = await openClass(root);
    const course = openCourse({ root, python: join(venv, "bin", "python") });
    try {
      await course.release(name);
      const file = placesIn(root).release(name);
      const release = readNotebook(readFileSync(file, "utf8"), { file });
      const { sources } = sixStudents(source, name).find(({ student }) => student === "partly")!;
      const cells = release.cells.map((cell) => ({ ...cell, source: sources.get(cell.id) ?? cell.source }));
      mkdirSync(join(base, "in", "ada"), { recursive: true });
      writeFileSync(join(base, "in", "ada", `${name}.ipynb`), writeNotebook({ ...release, cells }));
      await collectFrom({ folder, assignment: name, from: join(base, "in"), roster: await readRoster(folder) });
      const submissions = await submissionsOf(folder, name);
      await gradeSubmissions({ folder, course, submissions, confinement: chosenJail() });
      const open = source.cells.find(({ metadata }) => metadata.nbgrader?.grade && metadata.nbgrader.solution)!;
      const cell = open.metadata.nbgrader!.grade_id;
      await course.mark({ assignment: name, student: "ada", cell, score: 2.5, comment, commentCell: cell });
      const [grades] = (await course.scores()).submissions;
      html = await feedbackPage({ folder, grades, solutions: false });
      withSolutions = await feedbackPage({ folder, grades, solutions: true });
    } finally {
      course.close();
    }
  }, 400_000);
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it("wakes every explorer at each of ten loads, and says nothing in the console", { timeout: 120_000 }, async () => {
    for (let load = 0; load < 10; load++) {
      const { page, said, asked } = await browser.open(html, { name: `load-${load}.html` });
      const explorers = page.locator("[data-ak-explorer]");
      const count = await explorers.count();
      expect(count).toBeGreaterThan(3);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await expect.poll(() => page.locator("[data-ak-explorer][data-ak-awake]").count()).toBe(count);
      expect(await page.getByText("cannot be moved").count()).toBe(0);
      expect({ said, asked }).toEqual({ said: [], asked: [] });
      await page.context().close();
    }
  });

  it.each(["light", "dark"] as const)(
    "has no fault that axe finds, in the %s theme",
    { timeout: 120_000 },
    async (colorScheme) => {
      for (const each of [html, withSolutions]) {
        const { page } = await browser.open(each, { colorScheme, reducedMotion: "reduce" });
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        expect(await violations(page)).toEqual([]);
      }
    },
  );

  it.each([320, 390])("does not scroll sideways on %s px, and its type can be read", async (width) => {
    const { page } = await browser.open(html, { viewport: { width, height: 700 } });
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const sizes = await page
      .locator("main :is(p, li, td, pre, legend, label)")
      .evaluateAll((all) => all.map((each) => Number.parseFloat(getComputedStyle(each).fontSize)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  });

  it("says marks, failed checks and comments, and no hidden test; model answers only where asked for", async () => {
    const { page } = await browser.open(html);
    const text = await page.locator("main").innerText();
    expect(text).toMatch(/Your marks/);
    expect(text).toMatch(/✘ /);
    expect(text).toContain("Say why the file server");
    const plain = html.replace(/<[^>]*>/g, "");
    expect(plain).not.toMatch(/HIDDEN TESTS|MARK SCHEME|BEGIN SOLUTION|A model answer|What earns points/);
    const other = withSolutions.replace(/<[^>]*>/g, "");
    expect(other).toMatch(/A model answer/);
    expect(other).toMatch(/What earns points/);
    expect(other).not.toMatch(/HIDDEN TESTS/);
  });
});
