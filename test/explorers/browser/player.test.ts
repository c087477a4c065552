// The player in a real browser, run by the bundle that ships: dots against the trace, every control, reduced motion, print, axe.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { player } from "../../../lib/course/explorers/player/explorer.js";
import { movingAt, stepAt } from "../../../lib/course/explorers/player/scenario.js";
import { timeAt } from "../../../lib/course/explorers/player/clock.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { needs } from "../../needs.js";
import { drawnInNode, frame, isView, summary, useExplorerPages, violations } from "./explorer-page.js";
import { sources } from "../player-sources.js";

const test = needs("chromium");
const { scenario, draw } = drawnInNode(player, sources.retry);
const [bfd] = scenario.lanes;
const html = renderExplorer("player", sources.retry, { id: "retry" });

test.describe("the player in a browser", () => {
  const { open, script } = useExplorerPages();
  const button = (page: Page, name: string) => page.locator("form").getByRole("button", { name, exact: true });
  /** The entries that the dots on the screen stand for. */
  const dots = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<SVGElement>("[data-ak-move]")]
        .filter((each) => each.checkVisibility({ visibilityProperty: true }))
        .map((each) => Number(each.dataset.akMove)),
    );
  const position = (page: Page) => page.locator('[name="time"]').inputValue().then(Number);
  const live = (page: Page) => page.locator("[data-ak-summary]").getAttribute("aria-live");

  test.it("shows each hop of the trace once as a dot, counted step by step, and nothing else", async () => {
    const { page, done } = await open(html + script());
    const seen = new Set<number>();
    for (const step of bfd.steps) {
      await frame(page);
      const shown = await dots(page);
      const now = timeAt(bfd.clock, await position(page));
      expect(now).toBe(step.atMs);
      expect(shown.sort((a, b) => a - b)).toEqual(movingAt(bfd, now).map(({ entry }) => entry).sort((a, b) => a - b)); // prettier-ignore
      for (const each of shown) seen.add(each);
      await button(page, "Next event").click();
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(bfd.motion.moves.map(({ entry }) => entry));
    await done();
  });

  test.it("plays, pauses and ends; faster at a higher speed; read aloud only at steps", async () => {
    const { page, done } = await open(html + script());
    await frame(page);
    expect(await position(page)).toBe(0); // never by itself
    await page.locator("[data-ak-speed]").selectOption("4");
    await button(page, "Play").click();
    await expect.poll(() => position(page)).toBeGreaterThan(20);
    expect(await live(page)).toBe("off");
    await button(page, "Pause").click();
    await frame(page);
    const paused = await position(page);
    await page.waitForTimeout(150);
    expect(await position(page)).toBe(paused);
    expect(await isView(page, "retry", draw({ time: paused }, "retry").html)).toBe(true);
    await button(page, "Next event").click();
    await frame(page);
    expect(await live(page)).toBe("polite");
    expect(await summary(page, "retry")).toContain(
      `Step ${stepAt(bfd, timeAt(bfd.clock, await position(page)))! + 1} of 30`,
    );
    await button(page, "Last event").click();
    await button(page, "Previous event").click();
    await button(page, "Play").click();
    await expect.poll(() => button(page, "Play").count()).toBe(1);
    await frame(page);
    expect(await position(page)).toBe(bfd.clock.position.at(-1));
    await button(page, "Start again").click();
    await frame(page);
    expect(await position(page)).toBe(0);
    await done();
  });

  test.it("scrubs by a drag across the picture, in proportion to its width, and stays at the ends", async () => {
    const { page, done } = await open(html + script());
    const picture = page.locator("svg.ak-picture:visible").first();
    await picture.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await picture.boundingBox())!;
    const end = bfd.clock.position.at(-1)!;
    const drag = async (from: number, to: number) => {
      await page.mouse.move(x + from * width, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + ((from + to) / 2) * width, y + height / 2);
      await page.mouse.move(x + to * width, y + height / 2 + 40);
      await frame(page);
    };
    await drag(0.2, 0.7);
    expect(Math.abs((await position(page)) - end / 2)).toBeLessThan(0.02 * end);
    expect(await live(page)).toBe("off");
    await page.mouse.up();
    await frame(page);
    expect(await live(page)).toBe("polite");
    const half = await position(page);
    expect(await isView(page, "retry", draw({ time: half }, "retry").html)).toBe(true);
    await page.mouse.move(x + 0.1 * width, y + height / 2); // the pointer is up
    await frame(page);
    expect(await position(page)).toBe(half);
    await drag(0.2, 0.95);
    await page.mouse.up();
    await frame(page);
    expect(await position(page)).toBe(end);
    await drag(0.99, 0.01);
    await page.mouse.up();
    await drag(0.99, 0.01);
    await page.mouse.up();
    await frame(page);
    expect(await position(page)).toBe(0);
    await picture.click(); // a press is not a drag
    await frame(page);
    expect(await position(page)).toBe(0);
    await button(page, "Play").click();
    await drag(0.3, 0.5);
    await page.mouse.up();
    expect(await button(page, "Play").count()).toBe(1); // a drag ends the playing
    await done();
  });

  test.it("scrubs by keyboard and address, and switches between motions", async () => {
    const { page, done } = await open(html + script());
    await page.locator('[name="time"]').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    await frame(page);
    expect(await position(page)).toBe(5);
    expect((await dots(page)).length).toBe(1);
    await page.waitForFunction(() => location.hash.includes("time=5"));
    await button(page, "90 s (hold timer)").click();
    await button(page, "Last event").click();
    await frame(page);
    expect(await page.locator("#retry .ak-figure:visible").count()).toBe(1);
    expect(await page.locator("#retry .ak-counters").innerText()).toMatch(/lookups failed\s+5/);
    const end = scenario.lanes[1].clock.position.at(-1)!;
    const kept = ["retry.motion=1", `retry.time=${end}`];
    await page.waitForFunction((wanted) => wanted.every((each) => location.hash.includes(each)), kept);
    await page.reload();
    await frame(page);
    expect(await page.locator("#retry .ak-counters").innerText()).toMatch(/lookups failed\s+5/);
    await done();
  });

  test.it("jumps from event to event where the reader prefers reduced motion", async () => {
    const { page, done } = await open(html + script(), { reducedMotion: "reduce" });
    await page.locator("[data-ak-speed]").selectOption("4");
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('[name="time"]')!;
      const seen: number[] = ((globalThis as unknown as { seen: number[] }).seen = []);
      setInterval(() => seen.at(-1) !== Number(input.value) && seen.push(Number(input.value)), 5);
    });
    await button(page, "Play").click();
    await page.waitForFunction(() => (globalThis as unknown as { seen: number[] }).seen.length >= 4);
    await button(page, "Pause").click();
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
    const steps = bfd.steps.map((step) => step.position);
    for (const each of seen) expect(steps).toContain(each);
    await done();
  });

  test.it("without script and in print there are numbered trails and all motions, and no controls", async () => {
    const still = await open(html, { javaScriptEnabled: false });
    expect(await still.page.getByRole("button").count()).toBe(0);
    expect(await still.page.locator(".ak-figure:visible").count()).toBe(2);
    expect(await still.page.locator(".ak-trails").first().isVisible()).toBe(true);
    await still.done();
    const alive = await open(html + script());
    await frame(alive.page);
    expect(await alive.page.locator(".ak-trails").first().isVisible()).toBe(false);
    await alive.page.emulateMedia({ media: "print" });
    expect(await alive.page.locator(".ak-trails").first().isVisible()).toBe(true);
    expect(await alive.page.locator(".ak-figure:visible").count()).toBe(2);
    expect(await alive.page.locator("form :visible").count()).toBe(0);
    await alive.done();
  });

  for (const [name, props] of Object.entries(sources))
    test.it(`${name}: passes axe in both themes, fits 390 px, and draws what Node draws`, async () => {
      const { page, done } = await open(renderExplorer("player", props, { id: "p" }) + script(), {
        viewport: { width: 390, height: 800 },
      });
      const node = drawnInNode(player, props);
      await page.locator('[name="time"]').evaluate((input: HTMLInputElement) => {
        input.value = "33";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await frame(page);
      expect(await isView(page, "p", node.draw({ time: 33 }, "p").html)).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
      }
      await done();
    });
});
