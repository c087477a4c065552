// The playground's cell of TypeScript: what it makes becomes the scenario, and nothing that it does harms the page.
import { beforeAll, expect } from "vitest";
import type { Page } from "playwright-core";
import { playgroundPage } from "../../lib/course/playground/index.js";
import { courseLessons } from "../../lib/course/publish/course/course.js";
import { needs } from "../needs.js";
import { useBrowser } from "./open-page.js";
import { violations } from "./page-promises.js";

const { describe, it } = needs("chromium");
const browser = useBrowser();
let html = "";
beforeAll(async () => {
  html = await playgroundPage({ siblings: courseLessons });
});

const panel = (page: Page) => page.getByRole("region", { name: "Write it in TypeScript" });
const code = (page: Page) => panel(page).getByRole("textbox", { name: "The scenario as TypeScript" });
const summary = (page: Page) => page.locator(".pg-summary");
const said = (page: Page) => panel(page).locator("pre");
const pgStatus = (page: Page) => panel(page).getByRole("status");

async function open(options: Parameters<typeof browser.open>[1] = {}) {
  const opened = await browser.open(html, { name: "playground.html", ...options });
  await summary(opened.page).getByText("Every AS has a route.").waitFor();
  return opened;
}

const run = (page: Page) => panel(page).getByRole("button", { name: "Run" }).click();
/** When the run has ended. */
const ended = (page: Page) =>
  expect.poll(() => panel(page).getByRole("button", { name: "Run" }).isEnabled(), { timeout: 60_000 }).toBe(true);

describe("TypeScript in the playground", { timeout: 180_000 }, () => {
  it("makes the scenario of its example; Undo brings the earlier one back; the code is kept", async () => {
    const { page, said: console, asked } = await open();
    const first = await summary(page).innerText();
    await run(page);
    await summary(page).getByText("Site A serves 7 ASes, site B serves 7 ASes. Every AS has a route.").waitFor();
    expect(await page.locator("#pg-json").inputValue()).toContain('"name": "Ten customers of two networks"');
    await page.getByRole("button", { name: "Undo" }).click();
    await summary(page).getByText(first).waitFor();
    await code(page).fill("const scenario = 1; // mine");
    await page.reload();
    expect(await code(page).inputValue()).toBe("const scenario = 1; // mine");
    expect([console, asked]).toEqual([[], []]);
  });

  it("imports the library: a network of the generator, and what it prints is shown", async () => {
    const { page } = await open();
    await code(page).fill(`import { generateInternet } from "anycast-kit";
const internet = generateInternet({ seed: 7, ases: 100 });
const links: object[] = [{ provider: 1, customer: 2 }, { provider: 1, customer: 3 }];
interface Site { readonly site: string; readonly origin: number; readonly prefix: string }
const announcements: Site[] = [{ site: "A", origin: 2, prefix: "192.0.2.0/24" }];
const scenario = { format: "anycast-scenario", version: 1, ases: [1, 2, 3].map((asn) => ({ asn })), links, announcements };
console.log("made", typeof internet);`);
    await run(page);
    await ended(page);
    expect(await said(page).innerText()).toContain("made object");
    await summary(page).getByText("Site A serves 3 ASes. Every AS has a route.").waitFor();
  });

  it.each([
    ["an error is shown with its line", "const a = 1;\nnothing.name;", "line 2", ""],
    ["code that does not parse is refused", "const = ;", "cell [1]", ""],
    ["a scenario must be there", "const other = 1;", "", "Nothing is named scenario"],
    ["a scenario must be data", "const scenario = () => 1;", "", "not plain data"],
    ["a circle is refused", "const scenario: any = {}; scenario.self = scenario;", "circular", ""],
    ["JSON of a string is refused", "const scenario = { toJSON: () => 'no' };", "", "not plain data"],
  ])("%s", async (_what, text, printed, status) => {
    const { page, said: console } = await open();
    const before = await page.locator("#pg-json").inputValue();
    await code(page).fill(text);
    await run(page);
    await ended(page);
    if (printed) expect(await said(page).innerText()).toContain(printed);
    if (status) expect(await pgStatus(page).innerText()).toContain(status);
    expect(await page.locator("#pg-json").inputValue()).toBe(before);
    expect(console).toEqual([]);
  });

  it("a scenario with a mistake is shown in the editor with its fault, and the picture stays", async () => {
    const { page } = await open();
    await code(page).fill(
      'const scenario = { format: "anycast-scenario", version: 1, ases: [], links: [{}], announcements: [] };',
    );
    await run(page);
    await page.locator("#pg-json-fault").getByText(/\S/).waitFor();
    expect(await page.locator(".pg-figure svg").first().isVisible()).toBe(true);
  });

  it("an endless loop is stopped, reaches nothing, and a later run works", async () => {
    const { page, asked } = await open();
    await code(page).fill('fetch("https://example.com/").catch(() => {}); for (;;) {}');
    await run(page);
    await pgStatus(page).getByText("Running").waitFor();
    await panel(page).getByRole("button", { name: "Stop" }).click();
    await pgStatus(page).getByText("Stopped. The scenario is as before.").waitFor();
    await code(page).fill('console.log("again"); const scenario = {};');
    await run(page);
    await said(page).getByText("again").waitFor();
    expect(asked).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "has no fault that axe finds after an error, and fits a phone, %s",
    async (colorScheme) => {
      const { page } = await open({ colorScheme, viewport: { width: 390, height: 844 } });
      await code(page).fill("nothing.name;");
      await run(page);
      await ended(page);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    },
  );
});
