// While a page opens, only the pictures near the reader are laid out (lib/kit/report/client/early.ts). Links, searches and paper find all.
import { expect } from "vitest";
import { publishLesson } from "../../lib/course/publish/lesson.js";
import { figureCss } from "../../lib/kit/figures/css.js";
import { chartExamples } from "../figures/examples/chart.js";
import { needs } from "../needs.js";
import { code, html, markdown, notebook } from "../publish/lesson-notebook.js";
import { useBrowser, type OpenPage } from "./open-page.js";

const { describe, it } = needs("chromium");
const browser = useBrowser();

const [example] = Object.values(chartExamples);
const names = Array.from({ length: 12 }, (_, i) => `chart-${i}`);
const lesson = notebook([
  markdown("title", "# A lesson\n\nAbout latency."),
  ...names.flatMap((name) => [
    markdown(`about-${name}`, `## About ${name}`),
    code(name, "draw();", [html(`<style>${figureCss}</style>${example(name).html}`)]),
  ]),
]);

describe("a page with many pictures", () => {
  const page = publishLesson({ notebook: lesson, file: "many.ipynb" }).html;
  type Page = OpenPage["page"];
  const laidOut = (page: Page) =>
    Promise.all(
      names.map((name) =>
        page
          .locator(`#cell-${name} svg`)
          .first()
          .evaluate((svg) => svg.checkVisibility({ contentVisibilityAuto: true })),
      ),
    );
  const all = names.map(() => true);
  const neverIdle = () => void (globalThis.requestIdleCallback = () => 0);

  it("lays out those near the reader while it opens, and all when it is idle", async () => {
    const opening = await browser.open(page, { before: neverIdle });
    const found = await laidOut(opening.page);
    expect(found[0]).toBe(true);
    expect(found.slice(6)).toEqual(names.slice(6).map(() => false));
    const idle = await browser.open(page);
    await expect.poll(() => laidOut(idle.page)).toEqual(all);
    expect([...opening.said, ...idle.said]).toEqual([]);
  });

  it.each(["a key", "a press"])("lays out all at %s, before the page is idle", async (act) => {
    const { page: opening } = await browser.open(page, { before: neverIdle });
    if (act === "a key") await opening.keyboard.press("Tab");
    else await opening.locator("h1").click();
    expect(await laidOut(opening)).toEqual(all);
  });

  it("has all of them on paper, and without scripts", async () => {
    const { page: opening } = await browser.open(page, { before: neverIdle });
    await opening.emulateMedia({ media: "print" });
    expect(await laidOut(opening)).toEqual(all);
    // Playwright's own functions run in a page without scripts too.
    const still = await browser.open(page, { javaScriptEnabled: false });
    expect(await laidOut(still.page)).toEqual(all);
  });

  it.each(["#cell-chart-6", "#about-chart-9"])("opens at %s, and a reload returns there", async (place) => {
    const { page: opened } = await browser.open(page, { place, before: neverIdle, reducedMotion: "reduce" });
    const top = () => opened.locator(place).evaluate((each) => Math.round(each.getBoundingClientRect().top));
    await expect.poll(top).toBeLessThan(200);
    const first = await top();
    expect(first).toBeGreaterThan(-1);
    expect(await laidOut(opened)).toEqual(all);
    await opened.reload();
    await expect.poll(async () => Math.abs((await top()) - first)).toBeLessThan(3); // scroll positions are rounded
  });
});
