// Controls inside the figures in a real browser, by mouse and by finger: press a link, drag a site, press an AS.
import { expect, vi } from "vitest";
import { catchmentBorder } from "../../../lib/course/explorers/catchment-border/explorer.js";
import { decision } from "../../../lib/course/explorers/decision/explorer.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { providerNetwork } from "../../../lib/kit/routing/networks.js";
import { needs } from "../../needs.js";
import { drawnInNode, frame, isView, summary, useExplorerPages, violations } from "../browser/explorer-page.js";
import { announced, blackboard } from "./graphs.js";

const border = {
  network: providerNetwork("abilene"),
  sites: { A: "Seattle", B: "New York" },
  link: ["Denver", "Kansas City"] as const,
  edit: "all" as const,
};
const contracts = { topology: blackboard, announcements: announced, asn: 10, edit: true };

const spots = needs("chromium");
spots.describe("controls in the figures", () => {
  const pages = useExplorerPages();
  const { it } = spots;
  /** Both ends of a drag are on the screen. */
  const tall = { viewport: { width: 1280, height: 1400 } };
  const body = () =>
    renderExplorer("catchment-border", border, { id: "map" }) +
    renderExplorer("decision", contracts, { id: "why" }) +
    pages.script();

  it("a site is dragged from city to city, switched off, and the address keeps it", async () => {
    const { page, done } = await pages.open(body(), tall);
    const drawn = drawnInNode(catchmentBorder, border);
    const centre = async (key: string) => {
      const spot = page.locator(`#map [data-ak-hit="${key}"]`);
      // While a site is dragged, the map may be drawn again between finding the spot and measuring it.
      const box = await vi.waitFor(async () => (await spot.boundingBox()) ?? Promise.reject(new Error(`no ${key}`)));
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    };
    await page.mouse.move(...(await centre("site:B")));
    await page.mouse.down();
    await page.mouse.move(...(await centre("router:Washington")), { steps: 8 });
    await page.mouse.move(...(await centre("router:Houston")), { steps: 12 });
    await page.mouse.up();
    await frame(page);
    const moved = drawn.draw({ "site-B": "Houston" }, "map");
    expect(await summary(page, "map")).toBe(moved.summary);
    expect(await isView(page, "map", moved.html)).toBe(true);
    await page.mouse.click(...(await centre("site:B")));
    await frame(page);
    expect(await summary(page, "map")).toBe(drawn.draw({ "site-B": "withdrawn" }, "map").summary);
    await page.waitForFunction(() => location.hash.includes("map.site-B=withdrawn"));
    await page.locator("#map").getByRole("button", { name: "Reset" }).click();
    await frame(page);
    expect(await summary(page, "map")).toBe(drawn.draw({}, "map").summary);
    await done();
  });

  it("a link shows its slider where it is pressed, which arrow keys move and Escape closes", async () => {
    const { page, done } = await pages.open(body(), tall);
    const drawn = drawnInNode(catchmentBorder, border);
    const { network } = border;
    const at = network.links.findIndex(({ ends }) => ends.includes("Kansas City") && ends.includes("Indianapolis"));
    const box = (await page.locator(`#map [data-ak-hit="link:${at}"]`).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const slider = page.locator("#map .ak-pop input");
    await page.keyboard.press("ArrowRight");
    await frame(page);
    const { step } = catchmentBorder
      .controls(drawn.scenario, drawn.first)
      .find(({ name }) => name === `link-${at}`) as { step: number } & ReturnType<
      typeof catchmentBorder.controls
    >[number];
    const cost = network.links[at].cost + step;
    expect(await slider.inputValue()).toBe(String(cost));
    expect(await page.locator("#map .ak-pop output").textContent()).toBe(String(cost));
    expect(await summary(page, "map")).toBe(drawn.draw({ [`link-${at}`]: cost }, "map").summary);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.locator(".ak-pop").count()).toBe(0);
    await done();
  });

  it("a finger turns contracts and chooses ASes on a telephone, where nothing is too wide", async () => {
    const { page, done } = await pages.open(body(), {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
    });
    const drawn = drawnInNode(decision, contracts);
    const shown = (key: string) => page.locator(`#why svg.ak-narrow [data-ak-hit="${key}"]`);
    const tap = async (key: string) => {
      await shown(key).scrollIntoViewIfNeeded();
      const box = (await shown(key).boundingBox())!;
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
      await frame(page);
    };
    const at = blackboard.links.findIndex((link) => "peers" in link && link.peers.includes(50));
    await tap("link:10-50");
    const sold = { [`link-${at}`]: "AS10 sells to AS50" };
    expect(await summary(page, "why")).toBe(drawn.draw(sold, "why").summary);
    await tap("as:40");
    expect(await summary(page, "why")).toBe(drawn.draw({ ...sold, router: "AS40" }, "why").summary);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await done();
  });
});
