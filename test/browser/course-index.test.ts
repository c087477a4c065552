// The first page of the course: its picture moves, its links lead somewhere, and it knows how far the reader is.
import { expect } from "vitest";
import { courseOf } from "../../lib/course/publish/course/course.js";
import { indexExplorer, publishIndex } from "../../lib/course/publish/course/course-index.js";
import { bundleOf } from "../../lib/course/publish/page-bundle.js";
import { needs } from "../needs.js";
import { useBrowser } from "./open-page.js";
import { pagePromises } from "./page-promises.js";

const { describe, it } = needs("chromium");
const names = ["1-shared-ip", "2-multi-site-advertisement", "2b-running-a-site"];
const siblings = courseOf(names.map((slug) => ({ slug, title: `About ${slug}`, summary: "A line.", minutes: 45, exercises: 2 }))); // prettier-ignore
const bundle = await bundleOf([indexExplorer]);
const made = publishIndex(siblings, { bundle, playground: "playground.html", api: "../docs/index.html" });

describe("the first page of the course", () => {
  const browser = useBrowser();
  pagePromises(browser, () => made);

  it("moves when it is first seen, can be paused, and does not move by itself where the reader prefers that", async () => {
    const { page, said } = await browser.open(made);
    await page.locator("#cities figure").scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Play" }).waitFor();
    expect(Number(await page.getByRole("slider").inputValue())).toBeGreaterThan(0);
    const still = await browser.open(made, { reducedMotion: "reduce", name: "still.html" });
    await still.page.locator("[data-ak-awake] figure").scrollIntoViewIfNeeded();
    await still.page.waitForTimeout(300);
    expect(await still.page.getByRole("button", { name: "Play" }).isVisible()).toBe(true);
    expect(said).toEqual([]);
  });

  it("plays also where it is seen before its script has started", async () => {
    const { page } = await browser.open(made);
    await page.addInitScript(() => {
      const sees = (tell: IntersectionObserverCallback) => ({
        observe: () => tell([{ isIntersecting: true } as IntersectionObserverEntry], null!),
        disconnect: () => undefined,
      });
      Object.assign(window, { IntersectionObserver: function (tell: IntersectionObserverCallback) { return sees(tell); } }); // prettier-ignore
    });
    await page.reload();
    await page.getByRole("button", { name: "Pause" }).waitFor();
  });

  it("has a slider that a click moves, without dragging, and the keyboard too", async () => {
    const { page } = await browser.open(made, { reducedMotion: "reduce" });
    await page.locator("[data-ak-awake]").waitFor();
    const slider = page.getByRole("slider");
    const { width, height } = (await slider.boundingBox())!;
    await slider.click({ position: { x: width * 0.75, y: height / 2 } });
    const clicked = Number(await slider.inputValue());
    expect(clicked).toBeGreaterThan(0);
    await page.keyboard.press("ArrowRight");
    expect(Number(await slider.inputValue())).toBe(clicked + 1);
  });

  it("leads to the playground and the API pages where they are there, and says how they are made where not", async () => {
    const { page } = await browser.open(made);
    const links = await page.locator(".beside a").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
    expect(links).toEqual(["playground.html", "../docs/index.html"]);
    const { page: bare } = await browser.open(publishIndex(siblings), { name: "bare.html" });
    expect(await bare.locator(".beside a").count()).toBe(0);
    expect(await bare.locator(".beside").innerText()).toContain("npm run docs");
  });

  it("says how far the reader is, and goes on with the first lesson that is not finished", async () => {
    const { page } = await browser.open(made);
    const start = page.locator(".start");
    expect(await start.innerText()).toBe("Start with lesson 1: About 1-shared-ip");
    await page.evaluate(() => {
      localStorage.setItem("anycast-kit:done:1-shared-ip", '["a","b"]');
      localStorage.setItem("anycast-kit:done:2b-running-a-site", '["a"]');
    });
    // Chromium writes storage a moment later, and a page that is loaded again may be in another process.
    const again = async () => {
      await page.reload();
      return start.innerText();
    };
    await expect.poll(again).toBe("Continue with lesson 2: About 2-multi-site-advertisement");
    expect(await start.getAttribute("href")).toMatch(/2-multi-site-advertisement\.html$/);
    const texts = await page.locator("[data-page-done]:visible").allInnerTexts();
    expect(texts).toEqual(["all exercises done ✓", "1 of 2 exercises done"]);
  });
});
