// While a lesson's page loads and its explorers start, no task of the browser is so long that the reader notices that input waits.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tmpdir } from "node:os";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { besideOthers } from "../beside-others.js";
import { chromiumFlags, chromiumPath, needs, repository } from "../needs.js";
import { executedLesson } from "../notebooks/executed.js";
import { allAwake, livePage } from "./live-page.js";

const notebooks = join(repository, "notebooks");
const lessons = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
const { describe, it } = needs("chromium", "jupyter");

describe("the page of", () => {
  const folder = mkdtempSync(join(tmpdir(), "anycast-tasks-"));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The longest task until all explorers are awake, ms; 0 if none lasts 50 ms. */
  async function longestTask(path: string): Promise<number> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const seen = globalThis as unknown as { longestTask: number };
      seen.longestTask = 0;
      const note = (list: PerformanceObserverEntryList) =>
        list.getEntries().forEach(({ duration }) => (seen.longestTask = Math.max(seen.longestTask, duration)));
      new PerformanceObserver(note).observe({ type: "longtask", buffered: true });
    });
    await page.goto(pathToFileURL(path).href);
    await allAwake(page);
    await page.waitForTimeout(100);
    const longest = await page.evaluate(() => (globalThis as unknown as { longestTask: number }).longestTask);
    await context.close();
    return longest;
  }

  it.each(lessons)("%s has no task over 100 ms until its explorers run, in the best of five loads", async (file) => {
    const { html } = await livePage(await executedLesson(join(notebooks, file)), file);
    const path = join(folder, `${file}.html`);
    writeFileSync(path, html);
    const longest: number[] = [];
    for (let i = 0; i < 5; i++) longest.push(await longestTask(path));
    expect(Math.min(...longest)).toBeLessThanOrEqual(besideOthers(100));
  });
});
