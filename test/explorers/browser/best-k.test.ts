// The explorer of sites in a real browser, run by the bundle that ships: ticks, keys, address, looks.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { State } from "../../../lib/course/explorers/core/explorer.js";
import { bestK } from "../../../lib/course/explorers/best-k/explorer.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { needs } from "../../needs.js";
import { drawnInNode, frame, isView, summary, useExplorerPages, violations } from "./explorer-page.js";

const props = { sites: ["Tokyo", "Seoul"] };
const { draw } = drawnInNode(bestK, props);
const html = renderExplorer("best-k", props, { id: "sites" });

const test = needs("chromium");

test.describe("choosing sites in a browser", () => {
  const { open, script } = useExplorerPages();
  const box = (page: Page, city: string) => page.locator("#sites").getByRole("checkbox", { name: city });
  const shows = async (page: Page, state: State) => {
    await frame(page);
    const node = draw(state, "sites");
    expect(await summary(page, "sites")).toBe(node.summary);
    expect(await isView(page, "sites", node.html)).toBe(true);
  };

  test.it("draws what the library draws in Node, tick after tick, down to no site and back", async () => {
    const { page, done } = await open(html + script());
    await shows(page, {});
    await box(page, "London").check();
    await shows(page, { london: "on" });
    for (const city of ["Tokyo", "Seoul", "London"]) await box(page, city).uncheck();
    await shows(page, { tokyo: "off", seoul: "off" });
    await page.locator("#sites").getByRole("button", { name: "Reset" }).click();
    await shows(page, {});
    await done();
  });

  test.it("obeys the keyboard alone, and keeps the choice in the address", async () => {
    const { page, done } = await open(html + script());
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await shows(page, { ashburn: "on" });
    await page.waitForFunction(() => location.hash.includes("ashburn"));
    expect(new URL(page.url()).hash).toBe("#sites.ashburn=on");
    await page.reload();
    await shows(page, { ashburn: "on" });
    expect(await box(page, "Ashburn").isChecked()).toBe(true);
    await done();
  });

  test.it("shows its first state without script, and prints with the sites that are ticked", async () => {
    const { page, done } = await open(html, { javaScriptEnabled: false });
    expect(await page.getByRole("checkbox").count()).toBe(0);
    expect(await summary(page, "sites")).toBe(draw({}, "sites").summary);
    await done();
    const alive = await open(html + script());
    await alive.page.emulateMedia({ media: "print" });
    expect(await alive.page.getByRole("checkbox", { checked: true }).count()).toBeGreaterThan(0);
    expect(await alive.page.getByRole("button").count()).toBe(0);
    expect(await alive.page.locator("#sites svg >> visible=true").first().isVisible()).toBe(true);
    await alive.done();
  });

  for (const colorScheme of ["light", "dark"] as const)
    test.it(`passes axe in the ${colorScheme} theme and fits 320 px`, async () => {
      const { page, done } = await open(html + script(), { colorScheme, viewport: { width: 320, height: 800 } });
      await box(page, "San Jose").check();
      await frame(page);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await done();
    });
});
