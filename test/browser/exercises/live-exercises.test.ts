// Questions, exercises, hints, solutions and the reader's work as a file, on a small live page in a real browser.
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import type { CellMetadata } from "../../../lib/course/notebook/types.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { livePart } from "../../../lib/course/live/live-part.js";
import { studentCopy } from "../../../lib/course/classroom/student-copy.js";
import { pageBundle } from "../../../lib/course/publish/page-bundle.js";
import { publishLesson } from "../../../lib/course/publish/lesson.js";
import { needs } from "../../needs.js";
import { code, html, markdown, notebook } from "../../publish/lesson-notebook.js";
import { packedNotebook, runCell, shownCells } from "../live-page.js";
import { useBrowser } from "../open-page.js";
import { violations } from "../page-promises.js";

const { describe, it } = needs("chromium");
const browser = useBrowser();

const question = { id: "hook", question: "How many answer?", options: ["1", "5"], choice: "" };
const asked = html(renderExplorer("prediction", question, { id: "prediction-hook" }));
const result = html(
  renderExplorer(
    "prediction",
    { ...question, answer: "5", explanation: "Five sites.", asked: true },
    { id: "prediction-hook-result" },
  ),
);
const grader = (grade_id: string, grade: boolean, solution = !grade): CellMetadata => ({
  nbgrader: { schema_version: 3, grade, solution, locked: !solution, grade_id, ...(grade ? { points: 1 } : {}) },
});

const lesson = notebook([
  markdown("title", "# A lesson\n\nAbout answers."),
  code("imports", 'import { check, predict } from "anycast-course";', [], { tags: ["hide-input"] }),
  markdown("ask", "## Who answers\n\nThink first."),
  code("predict", 'const guess = predict("hook", { question: "How many answer?", options: ["1", "5"] });', [asked], {
    tags: ["hide-input"],
  }),
  code("count", 'guess.compare(5, "Five sites.");', [result]),
  markdown("why", "Five sites answer, because there are five."),
  markdown("next", "## Exercises"),
  markdown("ex", "### Exercise 1 ★ Double it\n\nWrite `double`."),
  code(
    "answer",
    "function double(n: number): number {\n  /// BEGIN SOLUTION\n  return 2 * n;\n  /// END SOLUTION\n}",
    [],
    grader("1-double", false),
  ),
  code(
    "test",
    'check("two and two", () => double(2), 4, { hint: "Add it to itself." });',
    [],
    grader("1-double-1", true),
  ),
  code(
    "test-2",
    'check("three", () => double(3), 6);\n/// BEGIN HIDDEN TESTS\ncheck("zero", () => double(0), 0);\n/// END HIDDEN TESTS',
    [],
    grader("1-double-2", true),
  ),
  markdown("hints", "<details><summary>Hint 1</summary>\n\nTwice.\n\n</details>\n\n<details><summary>Hint 2</summary>\n\n`n + n`\n\n</details>"), // prettier-ignore
  markdown("open", "### Exercise 2 ★ Say why\n\nWhy does doubling help?"),
  {
    ...markdown("words", "=== BEGIN MARK SCHEME ===\n- 1 point: a reason.\n=== END MARK SCHEME ==="),
    metadata: grader("2-words", true, true),
  },
]);

const file = "lesson.ipynb";
const pageOf = async ({ solutions = true } = {}) =>
  publishLesson({
    notebook: lesson,
    file,
    solutions,
    bundle: await pageBundle(lesson),
    live: await livePart(studentCopy(lesson, { file })),
  }).html;
type Page = Awaited<ReturnType<typeof browser.open>>["page"];
const cell = (page: Page, id: string) => page.locator(`[data-cell="${id}"]`);
const typed = async (page: Page, id: string, text: string) => {
  await cell(page, id).getByRole("button", { name: "Edit" }).click();
  await cell(page, id).locator("textarea").fill(text);
};

describe("a question", () => {
  it("hides the result and what gives it away until a choice is made, and remembers the choice", async () => {
    const { page, said } = await browser.open(await pageOf());
    const why = page.getByText("Five sites answer");
    expect([await cell(page, "count").isVisible(), await why.isVisible()]).toEqual([false, false]);
    expect(await page.getByText("Double it").first().isVisible()).toBe(true);
    await cell(page, "predict").getByRole("radio", { name: "1" }).check();
    await why.waitFor();
    expect(await cell(page, "count").innerText()).toContain("You chose 1. The answer: 5.");
    expect(await cell(page, "count").innerText()).toContain("Five sites.");
    await page.reload();
    await why.waitFor();
    expect(await page.getByRole("button", { name: "Show me" }).count()).toBe(0);
    expect(said).toEqual([]);
  });

  it("still hides and still opens when its cell has run again", async () => {
    const { page, said } = await browser.open(await pageOf());
    await cell(page, "predict").locator("summary", { hasText: "Code" }).click();
    await runCell(page, "predict");
    const why = page.getByText("Five sites answer");
    expect([await why.isVisible(), await page.getByRole("button", { name: "Show me" }).isVisible()]).toEqual([
      false,
      true,
    ]);
    await cell(page, "predict").getByRole("radio", { name: "5" }).check();
    await why.waitFor();
    expect(await page.getByRole("button", { name: "Show me" }).count()).toBe(0);

    const { page: other } = await browser.open(await pageOf(), { name: "other.html" });
    await cell(other, "predict").locator("summary", { hasText: "Code" }).click();
    await runCell(other, "predict");
    await other.getByRole("button", { name: "Show me" }).click();
    await expect.poll(() => cell(other, "count").innerText(), { timeout: 20_000 }).toContain("The answer: 5.");
    expect(said).toEqual([]);
  });

  it("shows everything on request, in print, and without script", async () => {
    const { page } = await browser.open(await pageOf());
    await page.emulateMedia({ media: "print" });
    expect(await page.getByText("Five sites answer").isVisible()).toBe(true);
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: "Show me" }).click();
    expect(await page.getByText("Five sites answer").isVisible()).toBe(true);
    await expect.poll(() => cell(page, "count").innerText(), { timeout: 20_000 }).toContain("The answer: 5.");
    expect(await cell(page, "count").getByRole("radio").count(), "the question is not asked again").toBe(0);
    expect(await cell(page, "predict").innerText()).toContain("You asked for the answer.");
    await page.reload();
    await expect.poll(() => cell(page, "count").innerText(), { timeout: 20_000 }).toContain("The answer: 5.");
    expect(await page.getByText("Five sites answer").isVisible()).toBe(true);
    const without = await browser.open(await pageOf(), { javaScriptEnabled: false });
    expect(await without.page.getByText("Five sites answer").isVisible()).toBe(true);
  });
});

describe("an exercise", () => {
  it("is checked in the page, in the words of Jupyter; the solution comes after an attempt", async () => {
    const { page, said } = await browser.open(await pageOf());
    const solution = page.locator("details.solution").first();
    expect(await solution.isVisible()).toBe(false);
    const untouched = await runCell(page, "test");
    expect(untouched).toMatchObject({ verdict: "failed", state: "failed" });
    expect(untouched.text).toContain(
      "✘ two and two\n    it stopped with Error: Not implemented\n    try: Add it to itself.",
    );
    expect(await cell(page, "test").getByRole("status").innerText()).toBe("Not done yet");
    expect(await solution.isVisible(), "nothing was tried yet").toBe(false);
    await typed(page, "answer", "function double(n: number): number {\n  return n + 1;\n}");
    expect((await runCell(page, "test")).text).toContain("    expected 4\n    got      3");
    expect(await cell(page, "test").getByRole("status").innerText()).toBe("Failed");
    expect(await solution.isVisible()).toBe(true);
    expect(await page.getByText("Hint 2").isVisible(), "no hint is hidden beside a solution").toBe(true);
    await cell(page, "answer").locator("textarea").fill("function double(n: number): number {\n  return n + n;\n}");
    expect(await runCell(page, "test")).toMatchObject({ verdict: "passed", text: "✔ two and two" });
    expect(await runCell(page, "test-2")).toMatchObject({ verdict: "passed", text: "✔ three" });
    expect(said).toEqual([]);
  });

  it("does not check an earlier version when the answer has a mistake", async () => {
    const { page } = await browser.open(await pageOf());
    await typed(page, "answer", "function double(n: number): number {\n  return n + n;\n}");
    expect(await runCell(page, "test")).toMatchObject({ verdict: "passed" });
    for (const code of [
      "function double(n: number {",
      "const half = 1 / twice;\nconst double = (n: number) => n * half;",
    ]) {
      await cell(page, "answer").locator("textarea").fill(code);
      expect(await runCell(page, "test")).toMatchObject({ state: "failed" });
      expect(await cell(page, "test").getByRole("status").innerText()).toBe("Not run: cell 4, which it needs, failed.");
    }
    await cell(page, "answer").locator("textarea").fill("const double = (n: number) => n * 2;");
    expect(await runCell(page, "test")).toMatchObject({ verdict: "passed", state: "ran" });
  });

  it("gives its hints one after the other", async () => {
    const { page } = await browser.open(await pageOf());
    const [first, second] = [page.getByText("Hint 1"), page.getByText("Hint 2")];
    expect([await first.isVisible(), await second.isVisible()]).toEqual([true, false]);
    await first.click();
    await expect.poll(() => second.isVisible()).toBe(true);
  });

  it("holds no solution and no hidden test where it is made without", async () => {
    const made = await pageOf({ solutions: false });
    const { page } = await browser.open(made);
    const shown = await page.evaluate(() => [
      document.documentElement.outerHTML,
      document.querySelector("main")!.textContent,
    ]);
    const carried = await packedNotebook(made);
    expect(carried).toContain('"cells"');
    const all = [...shown, carried].join("\n");
    expect(all).not.toContain("return 2 * n");
    expect(all).not.toContain("double(0)");
    expect(all).toContain("double(3)");
  });
});

describe("the reader's work", () => {
  it("is downloaded as the learner's copy with the edits in, and opened again on another machine", async () => {
    const { page } = await browser.open(await pageOf());
    await typed(page, "answer", "const double = (n: number) => n + n;");
    const why = "Because two sites answer, and each of them counts once.";
    const scheme = page.getByText("What earns points", { exact: true });
    expect(await scheme.isVisible()).toBe(false);
    await page.getByLabel("Your answer").fill(why);
    expect(await scheme.isVisible()).toBe(true);
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as .ipynb" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe("lesson.ipynb");
    const text = readFileSync(await download.path(), "utf8");
    const copy = studentCopy(lesson, { file });
    const downloaded = readNotebook(text, { file });
    expect(downloaded).toEqual({
      ...copy,
      cells: copy.cells.map((each) =>
        each.id === "answer"
          ? { ...each, source: "const double = (n: number) => n + n;" }
          : each.id === "words"
            ? { ...each, source: why }
            : each,
      ),
    });
    const path = join(tmpdir(), `anycast-work-${process.pid}.ipynb`);
    writeFileSync(path, text);
    const other = await browser.open(await pageOf(), { name: "other.html" });
    await other.page.evaluate(() => localStorage.clear());
    await other.page.reload();
    await other.page.locator("input[type=file]").setInputFiles(path);
    await other.page.locator("[data-page-live]").filter({ hasText: "Opened: 2 of your cells" }).waitFor();
    expect(await other.page.getByLabel("Your answer").inputValue()).toBe(why);
    await other.page.reload();
    expect(await other.page.getByLabel("Your answer").inputValue()).toBe(why);
    expect(await runCell(other.page, "test")).toMatchObject({ verdict: "passed" });
    writeFileSync(path, "{}");
    await other.page.locator("input[type=file]").setInputFiles(path);
    await other.page
      .locator("[data-page-live]")
      .filter({ hasText: "Not opened: the file is not a notebook." })
      .waitFor();
  });
});

describe("the page", () => {
  it.each(["light", "dark"] as const)("has no fault that axe finds with an editor open, %s", async (colorScheme) => {
    const { page } = await browser.open(await pageOf(), { colorScheme, viewport: { width: 390, height: 844 } });
    await page.getByRole("button", { name: "Show me" }).click();
    await typed(page, "answer", "function double(n: number) { return n; } // a comment\nconst word = `a ${1}`;");
    await runCell(page, "test");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it("is worked by keyboard alone: edit, run by Shift+Enter, Escape leaves the editor", async () => {
    const { page } = await browser.open(await pageOf());
    await cell(page, "answer").getByRole("button", { name: "Edit" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("const double = (n: number) => 2 * n; double(4)");
    await page.keyboard.press("Shift+Enter");
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-cell="answer"]')!.dataset.state === "ran",
    );
    expect((await shownCells(page)).find(({ id }) => id === "answer")!.text).toBe("8");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Run, cell 4");
  });
});
