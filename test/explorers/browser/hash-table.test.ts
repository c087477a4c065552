// The explorer of hash tables in a real browser, run by the bundle that ships: buttons, keys, address, looks.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { State } from "../../../lib/course/explorers/core/explorer.js";
import { hashTable } from "../../../lib/course/explorers/hash-table/explorer.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { needs } from "../../needs.js";
import { drawnInNode, frame, isView, summary, useExplorerPages, violations } from "./explorer-page.js";

const props = { flows: 4000 };
const { draw } = drawnInNode(hashTable, props);
const html = renderExplorer("hash-table", props, { id: "table" });

const test = needs("chromium");

test.describe("killing a server in a browser", () => {
  const { open, script } = useExplorerPages();
  const button = (page: Page, name: string) => page.locator("#table").getByRole("button", { name, exact: true });
  const shows = async (page: Page, state: State) => {
    await frame(page);
    const node = draw(state, "table");
    expect(await summary(page, "table")).toBe(node.summary);
    expect(await isView(page, "table", node.html)).toBe(true);
  };

  test.it("draws what the library draws in Node, press after press", async () => {
    const { page, done } = await open(html + script());
    await shows(page, {});
    await button(page, "C fails").click();
    await shows(page, { change: "C" });
    expect(await button(page, "C fails").getAttribute("aria-pressed")).toBe("true");
    expect(await button(page, "A fails").getAttribute("aria-pressed")).toBe("false");
    await page.locator('#table [name="scheme"]').selectOption("rendezvous");
    await shows(page, { change: "C", scheme: "rendezvous" });
    await button(page, "one more joins").click();
    await shows(page, { change: "joins", scheme: "rendezvous" });
    await button(page, "Reset").click();
    await shows(page, {});
    await done();
  });

  test.it("has a button for each server, and lets another fail if the failed one is removed", async () => {
    const { page, done } = await open(html + script());
    const names = () => page.locator("#table [data-ak-press]").allInnerTexts();
    const servers = page.locator('#table [name="servers"]');
    await servers.fill("8");
    await shows(page, { servers: 8 });
    expect((await names()).length).toBe(8);
    await button(page, "H fails").click();
    await shows(page, { servers: 8, change: "H" });
    await servers.fill("3");
    await shows(page, { servers: 3 });
    expect(await names()).toEqual(["A fails", "B fails", "C fails", "one more joins"]);
    expect(await button(page, "A fails").getAttribute("aria-pressed")).toBe("true");
    await done();
  });

  test.it("obeys the keyboard alone, and keeps the focus on the button that was pressed", async () => {
    const { page, done } = await open(html + script());
    for (let i = 0; i < 4; i++) await page.keyboard.press("Tab"); // scheme, servers, A, B
    await page.keyboard.press("Enter");
    await shows(page, { change: "B" });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-ak-press"))).toBe("B");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await shows(page, { change: "C" });
    await done();
  });

  test.it("keeps its state in the address and comes back from it", async () => {
    const { page, done } = await open(html + script());
    await page.locator('#table [name="servers"]').fill("7");
    await button(page, "G fails").click();
    await page.waitForFunction(() => location.hash.includes("change"));
    expect(new URL(page.url()).hash).toBe("#table.servers=7&table.change=G");
    await page.reload();
    await shows(page, { servers: 7, change: "G" });
    expect(await button(page, "G fails").getAttribute("aria-pressed")).toBe("true");
    await done();
  });

  test.it("shows its first state without script, and prints with what its controls are set to", async () => {
    const { page, done } = await open(html, { javaScriptEnabled: false });
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await summary(page, "table")).toBe(draw({}, "table").summary);
    await done();
    const alive = await open(html + script());
    await alive.page.emulateMedia({ media: "print" });
    expect(await alive.page.getByRole("button", { pressed: false }).count()).toBe(0);
    expect(await alive.page.locator("#table svg").first().isVisible()).toBe(true);
    await alive.done();
  });

  for (const colorScheme of ["light", "dark"] as const)
    test.it(`passes axe in the ${colorScheme} theme and fits 320 px, with eight servers`, async () => {
      const { page, done } = await open(html + script(), { colorScheme, viewport: { width: 320, height: 800 } });
      await page.locator('#table [name="servers"]').fill("8");
      await button(page, "D fails").click();
      await frame(page);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await done();
    });
});
