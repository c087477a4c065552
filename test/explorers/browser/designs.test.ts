// The explorers of designs in a real browser: what they show is what the library computes in Node, whatever the sequence of steps.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { addASite } from "../../../lib/course/explorers/add-a-site/explorer.js";
import { designs } from "../../../lib/course/explorers/designs/explorer.js";
import { resolverError } from "../../../lib/course/explorers/resolver-error/explorer.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import type { State } from "../../../lib/course/explorers/core/explorer.js";
import { needs } from "../../needs.js";
import { drawnInNode, frame, isView, summary, useExplorerPages, violations } from "./explorer-page.js";

const props = { ases: 500 };
const html = ["designs", "resolver-error", "add-a-site"].map((name) => renderExplorer(name, props)).join("");
const inNode = {
  designs: drawnInNode(designs, props),
  "resolver-error": drawnInNode(resolverError, props),
  "add-a-site": drawnInNode(addASite, props),
};

const test = needs("chromium");

test.describe("the explorers of designs in a browser", () => {
  const { open, script } = useExplorerPages();
  const field = (page: Page, id: string, name: string) => page.locator(`#${id} [name="${name}"]`);
  const press = (page: Page, id: string, name: string) =>
    page.locator(`#${id}`).getByRole("button", { name, exact: true }).click();

  const shows = async (page: Page, id: keyof typeof inNode, state: State) => {
    await frame(page);
    const node = inNode[id].draw(state, id);
    expect(await summary(page, id)).toBe(node.summary);
    expect(await isView(page, id, node.html)).toBe(true);
  };

  test.it(
    "switch designs, let DNS err, kill a region and let time pass: map, curves, table and sentence are the library's",
    async () => {
      const { page, done } = await open(html + script());
      await press(page, "designs", "regional anycast");
      await shows(page, "designs", { design: "regional anycast" });
      await field(page, "designs", "errors").fill("12");
      await field(page, "designs", "level").selectOption("continent");
      await shows(page, "designs", { design: "regional anycast", errors: 12, level: "continent" });
      const state = { design: "regional anycast", errors: 12, level: "continent", dies: "Europe and Africa" };
      await press(page, "designs", "Europe and Africa (D, E)");
      await shows(page, "designs", state);
      await field(page, "designs", "seconds").fill("120");
      await shows(page, "designs", { ...state, seconds: 120 });
      await press(page, "designs", "Reset");
      await shows(page, "designs", {});
      await done();
    },
  );

  test.it("by keyboard alone: a design, a rate, a site to add", async () => {
    const { page, done } = await open(html + script());
    await page.locator("#designs").getByRole("button", { name: "HTTP edge" }).focus();
    await page.keyboard.press("Enter");
    await shows(page, "designs", { design: "HTTP edge" });
    await field(page, "resolver-error", "rate").focus();
    await page.keyboard.press("ArrowRight");
    await shows(page, "resolver-error", { rate: 6 });
    await page.locator("#add-a-site").getByRole("button", { name: "add Miami" }).focus();
    await page.keyboard.press("Space");
    await shows(page, "add-a-site", { change: "H" });
    await page.waitForFunction(() => location.hash.includes("change"));
    await page.reload();
    await shows(page, "add-a-site", { change: "H" });
    await done();
  });

  test.it("show their first state without script, and print it with what their controls are set to", async () => {
    const { page, done } = await open(html, { javaScriptEnabled: false });
    for (const id of ["designs", "resolver-error", "add-a-site"] as const)
      expect(await summary(page, id)).toBe(inNode[id].draw({}, id).summary);
    await done();
    const alive = await open(html + script());
    await alive.page.emulateMedia({ media: "print" });
    expect(await alive.page.getByRole("button", { pressed: false }).count()).toBe(0);
    expect(await alive.page.locator("#designs").getByRole("button").allTextContents()).toEqual([
      "global anycast",
      "nothing",
    ]);
    await alive.done();
  });

  for (const colorScheme of ["light", "dark"] as const)
    test.it(`pass axe in the ${colorScheme} theme, also on a telephone and after a death`, async () => {
      const { page, done } = await open(html + script(), { colorScheme });
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 800 });
      await press(page, "designs", "Americas (A, B, C)");
      await frame(page);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await done();
    });
});
