// The explorers of lesson 4 in a real browser, run by the bundle that ships: what they show is what the library computes in Node.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { State } from "../../lib/course/explorers/core/explorer.js";
import { building } from "../../lib/course/explorers/building/explorer.js";
import { breakProbability } from "../../lib/course/explorers/break-probability/explorer.js";
import { pathMtu } from "../../lib/course/explorers/path-mtu/explorer.js";
import { protocols } from "../../lib/course/explorers/protocols/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { needs } from "../needs.js";
import {
  drawnInNode,
  frame,
  isView,
  summary,
  useExplorerPages,
  violations,
} from "../explorers/browser/explorer-page.js";

const inNode = {
  protocols: drawnInNode(protocols, {}),
  "path-mtu": drawnInNode(pathMtu, {}),
  "break-probability": drawnInNode(breakProbability, {}),
  building: drawnInNode(building, {}),
};
type Name = keyof typeof inNode;
const names = Object.keys(inNode) as Name[];
const html = names.map((name) => renderExplorer(name, {})).join("");

const test = needs("chromium");

test.describe("the explorers of lesson 4 in a browser", () => {
  const { open, script } = useExplorerPages();
  const field = (page: Page, name: Name, control: string) => page.locator(`#${name} [name="${control}"]`);
  const shows = async (page: Page, name: Name, state: State) => {
    await frame(page);
    const node = inNode[name].draw(state, name);
    expect(await summary(page, name)).toBe(node.summary);
    expect(await isView(page, name, node.html)).toBe(true);
  };

  test.it("draw what the library draws in Node, move after move, and go back to the beginning", async () => {
    const { page, done } = await open(html + script());
    for (const name of names) await shows(page, name, {});
    await field(page, "protocols", "movesAt").fill("310");
    await field(page, "protocols", "strangers").selectOption("silence");
    await field(page, "protocols", "preferred").check();
    await shows(page, "protocols", { movesAt: 310, strangers: "silence", preferred: "on" });
    await field(page, "path-mtu", "servers").fill("4");
    await field(page, "path-mtu", "cure").selectOption("hash the embedded header");
    await field(page, "path-mtu", "download").fill("7");
    await shows(page, "path-mtu", { servers: 4, cure: "hash the embedded header", download: 7 });
    await field(page, "break-probability", "rate").fill("9");
    await shows(page, "break-probability", { rate: 9 });
    await page.locator("#building").getByRole("button", { name: "G joins and LB1 fails" }).click();
    await field(page, "building", "method").selectOption("second chance");
    await field(page, "building", "flow").fill("9");
    await shows(page, "building", { event: "G joins and LB1 fails", method: "second chance", flow: 9 });
    await field(page, "protocols", "file").selectOption("64 kB");
    await field(page, "protocols", "look").fill("300");
    await shows(page, "protocols", { movesAt: 310, strangers: "silence", preferred: "on", file: "64 kB", look: 300 });
    for (const name of names) {
      await page.locator(`#${name}`).getByRole("button", { name: "Reset", exact: true }).click();
      await shows(page, name, {});
    }
    await done();
  });

  test.it("obey the keyboard alone, say their values in words, and keep them in the address", async () => {
    const { page, done } = await open(html + script());
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await shows(page, "protocols", { movesAt: 460, back: 10 });
    expect(await field(page, "protocols", "back").getAttribute("aria-valuetext")).toBe("10 ms later");
    await field(page, "break-probability", "length").focus();
    await page.keyboard.press("Home");
    await shows(page, "break-probability", { length: 0 });
    expect(await field(page, "break-probability", "length").getAttribute("aria-valuetext")).toBe("1 s");
    await page.waitForFunction(() => location.hash.includes("length"));
    await page.reload();
    await shows(page, "protocols", { movesAt: 460, back: 10 });
    await shows(page, "break-probability", { length: 0 });
    await done();
  });

  test.it(
    "stand three ladders side by side on one scale of time, one below the other on a telephone, in columns on paper",
    async () => {
      const { page, done } = await open(html + script(), { viewport: { width: 1000, height: 800 } });
      const boxes = () =>
        page.locator("#protocols .ak-ladder").evaluateAll((all) =>
          all.map((each) => {
            const { x, y } = each.getBoundingClientRect();
            const shown = [...each.querySelectorAll("svg.ak-picture")].filter((svg) => svg.getClientRects().length > 0);
            return { x: Math.round(x), y: Math.round(y), shown: shown.map((svg) => svg.classList[1]) };
          }),
        );
      const inColumns = async () => {
        const at = await boxes();
        expect(at.map(({ shown }) => shown)).toEqual([["ak-column"], ["ak-column"], ["ak-column"]]);
        expect(new Set(at.map(({ y }) => y)).size).toBe(1);
        expect(new Set(at.map(({ x }) => x)).size).toBe(3);
      };
      await inColumns();
      await page.setViewportSize({ width: 390, height: 800 });
      const below = await boxes();
      expect(below.map(({ shown }) => shown)).toEqual([["ak-narrow"], ["ak-narrow"], ["ak-narrow"]]);
      expect(new Set(below.map(({ x }) => x)).size).toBe(1);
      expect(below[1].y).toBeGreaterThan(below[0].y + 300);
      await page.setViewportSize({ width: 680, height: 1000 });
      await page.emulateMedia({ media: "print" });
      await inColumns();
      await done();
    },
  );

  test.it(
    "show their first state without script, and print what they show and what their controls are set to",
    async () => {
      const { page, done } = await open(html, { javaScriptEnabled: false });
      expect(await page.getByRole("slider").count()).toBe(0);
      for (const name of names) expect(await summary(page, name)).toBe(inNode[name].draw({}, name).summary);
      await done();
      const alive = await open(html + script());
      await alive.page.emulateMedia({ media: "print" });
      expect(await alive.page.getByRole("slider").count()).toBe(0);
      // Of a row of buttons the pressed one is printed: it says what is shown.
      expect(await alive.page.locator("button >> visible=true").allTextContents()).toEqual(["G joins"]);
      expect(await field(alive.page, "protocols", "strangers").isVisible()).toBe(true);
      expect(await alive.page.locator("#protocols output >> visible=true").allTextContents()).toContain("450 ms");
      await alive.done();
    },
  );

  for (const colorScheme of ["light", "dark"] as const)
    test.it(`pass axe in the ${colorScheme} theme, unfolded, and fit 320 px`, async () => {
      const { page, done } = await open(html + script(), { colorScheme, viewport: { width: 320, height: 800 } });
      await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
      await field(page, "protocols", "strangers").selectOption("silence");
      await field(page, "path-mtu", "cure").selectOption("pass on to all");
      await frame(page);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.setViewportSize({ width: 1000, height: 800 });
      expect(await violations(page)).toEqual([]);
      await done();
    });
});
