// The explorers of lesson 2 in a real browser: what they show is what the library computes in Node, whatever the sequence of steps.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { convergence } from "../../lib/course/explorers/convergence/explorer.js";
import { knobs } from "../../lib/course/explorers/knobs/explorer.js";
import type { State } from "../../lib/course/explorers/core/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { needs } from "../needs.js";
import { announced, blackboard } from "../explorers/blackboard.js";
import {
  drawnInNode,
  frame,
  isView,
  summary,
  useExplorerPages,
  violations,
} from "../explorers/browser/explorer-page.js";

const knobsProps = {
  sites: { A: { city: "Los Angeles" }, B: { city: "Frankfurt" }, C: { city: "Singapore" } },
  internet: { ases: 600, seed: 3 },
};
const settleProps = { topology: blackboard, announcements: announced, clients: [60, 40] };

const turning = drawnInNode(knobs, knobsProps);
const settling = drawnInNode(convergence, settleProps);
const knobsHtml = renderExplorer("knobs", knobsProps);
const settleHtml = renderExplorer("convergence", settleProps, { id: "settle" });

const test = needs("chromium");

test.describe("the explorers of lesson 2 in a browser", () => {
  const { open, script } = useExplorerPages();
  const field = (page: Page, id: string, name: string) => page.locator(`#${id} [name="${name}"]`);

  test.it("turn knobs: map, shares, table and sentence are those of the library, move after move", async () => {
    const { page, done } = await open(knobsHtml + script());
    const moves: [string, string | number][] = [
      ["A-prepend", 2],
      ["C-announced", "withdrawn"],
      ["A-prepend", 0],
      ["B-announced", "with NO_EXPORT"],
      ["C-announced", "to everybody"],
      ["B-announced", "to everybody"],
    ];
    let state: State = {};
    for (const [name, value] of moves) {
      state = { ...state, [name]: value };
      if (typeof value === "number") await field(page, "knobs", name).fill(String(value));
      else await field(page, "knobs", name).selectOption(value);
      await frame(page);
      const node = turning.draw(state, "knobs");
      expect(await summary(page, "knobs")).toBe(node.summary);
      expect(await isView(page, "knobs", node.html)).toBe(true);
    }
    await done();
  });

  test.it("turn knobs by keyboard, keep them in the address, and take them back with Reset", async () => {
    const { page, done } = await open(knobsHtml + script());
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await frame(page);
    expect(await summary(page, "knobs")).toBe(turning.draw({ "A-prepend": 2 }, "knobs").summary);
    await page.waitForFunction(() => location.hash.includes("prepend"));
    expect(new URL(page.url()).hash).toBe("#knobs.A-prepend=2");
    await page.reload();
    await frame(page);
    expect(await summary(page, "knobs")).toBe(turning.draw({ "A-prepend": 2 }, "knobs").summary);
    expect(await isView(page, "knobs", turning.draw({ "A-prepend": 2 }, "knobs").html)).toBe(true);
    await page.locator("#knobs").getByRole("button", { name: "Reset" }).click();
    await frame(page);
    expect(await summary(page, "knobs")).toBe(turning.draw({}, "knobs").summary);
    await done();
  });

  test.it("keep an opened data table open while the cities in it change", async () => {
    const { page, done } = await open(knobsHtml + script());
    const details = page.locator("#knobs .ak-map details");
    await details.locator("summary").click();
    const cells = () => details.locator("tbody").innerText();
    const before = await cells();
    await field(page, "knobs", "A-announced").selectOption("withdrawn");
    await frame(page);
    expect(await details.evaluate((each) => (each as HTMLDetailsElement).open)).toBe(true);
    expect(await cells()).not.toBe(before);
    await done();
  });

  test.it("step through the settling of routes, forwards and back, by button and by key", async () => {
    const { page, done } = await open(settleHtml + script());
    const { frames, stops } = settling.scenario.story(settling.first);
    const shows = async (moment: number, changed: State = {}) => {
      await frame(page);
      const node = settling.draw({ ...changed, moment }, "settle");
      expect(await summary(page, "settle")).toBe(node.summary);
      expect(await isView(page, "settle", node.html)).toBe(true);
    };
    const press = (name: string) => page.locator("#settle").getByRole("button", { name }).click();
    await press("First event");
    await shows(0);
    for (const stop of stops.slice(0, 4)) {
      await press("Next event");
      await shows(stop);
    }
    await press("Previous event");
    await shows(stops[2]);
    await field(page, "settle", "moment").focus();
    await page.keyboard.press("ArrowRight");
    await shows(stops[2] + 1);
    await press("Last event");
    await shows(frames.length - 1);
    const slow = { detection: "hold timer, 90 s" };
    await field(page, "settle", "detection").selectOption(slow.detection);
    const last = settling.scenario.story({ ...settling.first, ...slow }).frames.length - 1;
    await shows(last, slow);
    expect(await field(page, "settle", "moment").getAttribute("aria-valuetext")).toMatch(/^\d+\.\d{3} s after$/);
    await done();
  });

  test.it("do not clash where two of a kind stand on one page", async () => {
    const other = renderExplorer("knobs", { ...knobsProps, internet: { ases: 500, seed: 9 } }, { id: "other" });
    const { page, done } = await open(knobsHtml + other + settleHtml + script());
    const before = await summary(page, "other");
    await field(page, "knobs", "A-announced").selectOption("withdrawn");
    await field(page, "settle", "moment").fill("3");
    await frame(page);
    expect(await summary(page, "other")).toBe(before);
    expect(await field(page, "other", "A-announced").inputValue()).toBe("to everybody");
    expect(await isView(page, "knobs", turning.draw({ "A-announced": "withdrawn" }, "knobs").html)).toBe(true);
    const ids = await page.evaluate(() => Array.from(document.querySelectorAll("[id]"), ({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    await done();
  });

  test.it("show their first state without script, and print what they show without controls", async () => {
    const { page, done } = await open(knobsHtml + settleHtml, { javaScriptEnabled: false });
    expect(await page.getByRole("slider").count()).toBe(0);
    expect(await summary(page, "knobs")).toBe(turning.draw({}, "knobs").summary);
    expect(await summary(page, "settle")).toBe(settling.draw({}, "settle").summary);
    expect(await page.locator("#knobs .ak-cities circle").count()).toBeGreaterThan(100);
    await done();
    const alive = await open(knobsHtml + settleHtml + script());
    await alive.page.emulateMedia({ media: "print" });
    expect(await alive.page.getByRole("slider").count()).toBe(0);
    expect(await alive.page.getByRole("button").count()).toBe(0);
    await alive.done();
  });

  for (const colorScheme of ["light", "dark"] as const)
    test.it(`pass axe in the ${colorScheme} theme, also on a telephone`, async () => {
      const { page, done } = await open(knobsHtml + settleHtml + script(), { colorScheme });
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 800 });
      await field(page, "knobs", "A-announced").selectOption("withdrawn");
      await page.locator("#settle").getByRole("button", { name: "Last event" }).click();
      await frame(page);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await done();
    });
});
