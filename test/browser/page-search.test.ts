// Finding a place in a page: search, links to cells, old addresses. By keyboard and by mouse, in a real browser.
import { expect } from "vitest";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { studentCopy } from "../../lib/course/classroom/student-copy.js";
import { livePart } from "../../lib/course/live/live-part.js";
import { courseOf } from "../../lib/course/publish/course/course.js";
import { publishLesson } from "../../lib/course/publish/lesson.js";
import { needs } from "../needs.js";
import { code, html, markdown, notebook } from "../publish/lesson-notebook.js";
import { useBrowser } from "./open-page.js";
import { violations } from "./page-promises.js";

const { describe, it } = needs("chromium");
const browser = useBrowser();

const file = "2-multi-site-advertisement.ipynb";
const question = { id: "hook", question: "How many answer?", options: ["1", "5"], choice: "" };
const asked = html(renderExplorer("prediction", question, { id: "prediction-hook" }));
const told = html(renderExplorer("prediction", { ...question, answer: "5", asked: true }, { id: "prediction-hook-result" })); // prettier-ignore
const lesson = notebook([
  markdown("title", "# A lesson\n\nAbout catchments."),
  markdown("one", "## The first part\n\nEvery user belongs to one Catchment. Éireann is an island."),
  code("ask", "const guess = 1;", [asked]),
  code("result", "guess;", [told]),
  markdown("secret", "The secret number is five."),
  markdown("two", "## The whole Internet, and how far to trust it\n\n<details><summary>Hint</summary>\n\nA catchment hides here.\n\n</details>"), // prettier-ignore
  code("folded", "const catchmentOf = 3; // a comment\nconst b = 4;", [], { tags: ["hide-input"] }),
]);

const open = async () => {
  const siblings = courseOf([{ slug: "2-multi-site-advertisement", title: "Two", summary: "", minutes: 1 }]);
  const live = await livePart(studentCopy(lesson, { file }));
  return browser.open(publishLesson({ notebook: lesson, file, siblings, live }).html);
};
type Page = Awaited<ReturnType<typeof open>>["page"];
const found = (page: Page) => page.locator("search li a");
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

describe("search", () => {
  it("lists each match with its heading, in text, folded parts and code, whatever its case and accents", async () => {
    const { page, said } = await open();
    await page.getByRole("searchbox").fill("CATCHMENT");
    await expect.poll(() => found(page).count()).toBe(4);
    expect(await page.locator("search [role=status]").innerText()).toBe("4 matches");
    const texts = await found(page).allInnerTexts();
    expect(texts[1]).toContain("The first part");
    expect(texts[2]).toContain("A catchment hides here.");
    expect(texts[3]).toContain("const catchmentOf = 3;");
    await page.getByRole("searchbox").fill("eireann");
    await expect.poll(() => found(page).count()).toBe(1);
    await page.getByRole("searchbox").fill("no such word");
    await expect.poll(() => page.locator("search [role=status]").innerText()).toBe("No match");
    expect(said).toEqual([]);
  });

  it("is worked by keyboard: Enter goes to the first match, arrows choose, Escape clears", async () => {
    const { page } = await open();
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("catchment");
    await expect.poll(() => found(page).count()).toBe(4);
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toContain("A catchment hides here.");
    await page.locator("main").getByText("A catchment hides here.").waitFor();
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Enter");
    expect(await focused(page)).toContain("About catchments.");
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Escape");
    expect([await page.getByRole("searchbox").inputValue(), await found(page).count()]).toEqual(["", 0]);
  });

  it("keeps the match that arrows have chosen, however soon after the last letter", async () => {
    const { page } = await open();
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("catch");
    await expect.poll(() => found(page).count()).toBe(4);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("search input")!;
      field.value = "catchment";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
    });
    await page.waitForTimeout(300); // longer than the search waits for another letter
    expect(await page.evaluate(() => document.activeElement?.closest("search li") !== null)).toBe(true);
  });

  it("does not give away what a question still hides", async () => {
    const { page } = await open();
    await page.getByRole("searchbox").fill("secret number");
    await expect.poll(() => page.locator("search [role=status]").innerText()).toBe("No match");
    await page.getByRole("button", { name: "Show me" }).click();
    await page.getByRole("searchbox").fill("secret numbe");
    await expect.poll(() => found(page).count()).toBe(1);
  });

  it("has no fault that axe finds, with matches, on a telephone", async () => {
    const { page } = await open();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("searchbox").fill("catchment");
    await expect.poll(() => found(page).count()).toBe(4);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

describe("an address", () => {
  it("leads to a cell, whose link is beside its buttons, and opens what it is folded in", async () => {
    const { page } = await open();
    const link = page.locator('[data-cell="folded"] .live-link');
    await page.locator('[data-cell="folded"] summary').click();
    expect(await link.getAttribute("aria-label")).toBe("Link to cell 3");
    await link.click();
    expect(new URL(page.url()).hash).toBe("#cell-folded");
    await page.evaluate(() => (location.hash = "#two"));
    await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = false)));
    await page.getByText("A catchment hides here.").evaluate((place) => (place.id = "hint"));
    await page.evaluate(() => (location.hash = "#hint"));
    await expect.poll(() => page.getByText("A catchment hides here.").isVisible()).toBe(true);
  });

  it("of a section that has a new name leads on to it", async () => {
    const { page } = await open();
    await page.evaluate(() => (location.hash = "#how-far-to-trust-it"));
    await expect.poll(() => new URL(page.url()).hash).toBe("#the-whole-internet-and-how-far-to-trust-it");
  });
});
