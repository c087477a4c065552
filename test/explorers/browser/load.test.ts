// The explorer of loads in a real browser, run by the bundle that ships: pressing sites and cities, ticks, address, looks.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { State } from "../../../lib/course/explorers/core/explorer.js";
import { load } from "../../../lib/course/explorers/load/explorer.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { needs } from "../../needs.js";
import { drawnInNode, frame, isView, summary, useExplorerPages, violations } from "./explorer-page.js";

const place = (city: string) => ({ city, providers: [1, 4] });
const props = {
  internet: { ases: 600, seed: 3 },
  sites: { A: place("Seattle"), B: place("Frankfurt"), C: place("Singapore") },
  room: { each: 60 },
  bots: { city: "Jakarta", withinKm: 3000, load: 400 },
};
const { draw, scenario } = drawnInNode(load, props);
const html = renderExplorer("load", props, { id: "flood" });

const test = needs("chromium");

test.describe("who gets the load, in a browser", () => {
  const { open, script } = useExplorerPages();
  const shows = async (page: Page, state: State) => {
    await frame(page);
    const node = draw(state, "flood");
    expect(await summary(page, "flood")).toBe(node.summary);
    expect(await isView(page, "flood", node.html)).toBe(true);
  };
  const press = (page: Page, key: string) =>
    page.locator(`#flood [data-ak-hit="${key}"]`).first().click({ force: true });

  test.it("withdraws the site and moves the bots to the city that is pressed, as the library draws it", async () => {
    const { page, done } = await open(html + script());
    await shows(page, {});
    await press(page, "site:A");
    await shows(page, { A: "off" });
    const home = scenario.homes.find((city) => city === "London") ?? scenario.homes[1];
    await press(page, `city:${home}`);
    await shows(page, { A: "off", around: home });
    await page.locator("#flood").getByRole("checkbox", { name: "A Seattle" }).check();
    await shows(page, { around: home });
    await page.locator("#flood").getByRole("button", { name: "Reset" }).click();
    await shows(page, {});
    await done();
  });

  test.it("keeps its state in the address, and shows the first without script", async () => {
    const { page, done } = await open(html + script());
    await page.locator("#flood").getByRole("checkbox", { name: "C Singapore" }).uncheck();
    await page.waitForFunction(() => location.hash.includes("C=off"));
    await page.reload();
    await shows(page, { C: "off" });
    await done();
    const plain = await open(html, { javaScriptEnabled: false });
    expect(await plain.page.getByRole("checkbox").count()).toBe(0);
    expect(await summary(plain.page, "flood")).toBe(draw({}, "flood").summary);
    await plain.done();
  });

  for (const colorScheme of ["light", "dark"] as const)
    test.it(`passes axe in the ${colorScheme} theme and fits 320 px`, async () => {
      const { page, done } = await open(html + script(), { colorScheme, viewport: { width: 320, height: 800 } });
      await frame(page);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await done();
    });
});
