// A page made of a small lesson, opened from a file in a real browser that has no network.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect } from "vitest";
import { moveBorder } from "../../lib/course/explorers/catchment-border/explorer.js";
import { readBorderScenario, type CatchmentBorderJson } from "../../lib/course/explorers/catchment-border/data.js";
import { courseOf } from "../../lib/course/publish/course/course.js";
import { lessonFacts } from "../../lib/course/publish/facts.js";
import { publishIndex } from "../../lib/course/publish/course/course-index.js";
import { publishLesson } from "../../lib/course/publish/lesson.js";
import { needs, repository } from "../needs.js";
import { lessonNotebook } from "../publish/lesson-notebook.js";
import { useBrowser } from "./open-page.js";
import { pagePromises } from "./page-promises.js";

const { describe, it } = needs("chromium");

const file = "1-shared-ip.ipynb";
const siblings = courseOf([{ ...lessonFacts(lessonNotebook(), { file }), minutes: 45 }]);
let html = "";

beforeAll(() => {
  const path = join(repository, "lib", "course", "dist", "browser.js");
  if (!existsSync(path)) throw new Error("lib/course/dist/browser.js is not built. Run `npm run build`.");
  html = publishLesson({ notebook: lessonNotebook(), file, siblings, bundle: readFileSync(path, "utf8") }).html;
});

describe("a lesson's page", () => {
  const browser = useBrowser();
  pagePromises(browser, () => html);

  it("recomputes: the slider changes the shares to what the library gives in Node", async () => {
    const { page, said, asked } = await browser.open(html);
    const slider = page.locator("#border input[type=range]");
    const data = await page.locator("#border script[data-ak-props]").textContent();
    const scenario = readBorderScenario(JSON.parse(data!) as CatchmentBorderJson);
    const { min, max, step } = scenario.slider;
    const seen = new Set<string>();
    for (const part of [0, 0.35, 0.5, 0.8, 1]) {
      const cost = min + step * Math.round((part * (max - min)) / step);
      await slider.fill(String(cost));
      const shares = moveBorder(scenario, cost, "Denver").shares.map(({ site, clients }) => `${site} ${clients}`);
      const summary = page.locator("#border [data-ak-summary]");
      await summary.filter({ hasText: `At cost ${cost} ` }).waitFor();
      expect(await summary.textContent()).toContain(`divide as ${shares.join(", ")}.`);
      seen.add(shares.join());
    }
    expect(seen.size).toBeGreaterThan(1);
    expect({ said, asked }).toEqual({ said: [], asked: [] });
  });

  it("shows the explorer's first state without script", async () => {
    const { page } = await browser.open(html, { javaScriptEnabled: false });
    expect(await page.locator("#border [data-ak-summary]").innerText()).toContain("At cost 639 ");
    expect(await page.locator("#border svg").first().isVisible()).toBe(true);
    expect(await page.locator("#prediction-who li").count()).toBe(2);
  });

  it("keeps the theme that was chosen, also after it is opened again", async () => {
    const { page } = await browser.open(html, { colorScheme: "light" });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await ground()).toBe("rgb(255, 255, 255)");
    await page.getByRole("radio", { name: "Dark" }).check();
    expect(await ground()).toBe("rgb(20, 23, 26)");
    await page.reload();
    expect(await ground()).toBe("rgb(20, 23, 26)");
    await page.getByRole("radio", { name: "As the system" }).check();
    expect(await ground()).toBe("rgb(255, 255, 255)");
  });

  it("copies code and says so", async () => {
    const { page } = await browser.open(html, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Copy code 3" }).click();
    expect(await page.locator("[data-page-live]").textContent()).toBe("Copied code 3.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("const asked = catchment(");
  });

  it("marks in the contents where the reader is", async () => {
    const { page } = await browser.open(html, { reducedMotion: "reduce" });
    await page.locator("[data-page-toc] a", { hasText: "What the tables say" }).click();
    await page.waitForFunction(
      () => document.querySelector("[data-page-toc] [aria-current]")?.textContent === "What the tables say",
    );
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction(
      () => document.querySelector("[data-page-toc] [aria-current]")?.textContent === "Summary",
    );
  });

  it("remembers which exercises were ticked", async () => {
    const { page } = await browser.open(html);
    await page.getByRole("checkbox", { name: "Done" }).first().check();
    expect(await page.locator("[data-page-live]").textContent()).toBe("1 of 2 exercises done.");
    await page.reload();
    expect(await page.getByRole("checkbox", { name: "Done" }).first().isChecked()).toBe(true);
  });

  it("works where the browser stores nothing", async () => {
    const { page, said } = await browser.open(html.replace("<head>", "<head><!-- -->"));
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("off", "SecurityError");
        },
      });
    });
    await page.reload();
    await page.getByRole("radio", { name: "Dark" }).check();
    await page.getByRole("checkbox", { name: "Done" }).first().check();
    expect(said).toEqual([]);
  });

  it("has lines of 65 to 75 characters", async () => {
    const { page } = await browser.open(html);
    const perLine = await page.evaluate(() => {
      const p = document.querySelector("section > p") as HTMLElement;
      p.textContent =
        "Each router knows the map and the costs, works out the cheapest path to every prefix, and keeps it. ".repeat(
          8,
        );
      const lines = p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight);
      return p.textContent.length / lines;
    });
    expect(perLine).toBeGreaterThan(65);
    expect(perLine).toBeLessThan(75);
  });
});

describe("the index of the course", () => {
  const browser = useBrowser();
  pagePromises(browser, () => publishIndex(siblings));
});
