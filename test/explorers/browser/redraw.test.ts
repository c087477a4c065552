// While a control moves, an explorer draws its charts in the size that is shown; at rest, both sizes are there as Node draws them.
import { expect, it } from "vitest";
import { needs } from "../../needs.js";
import { curvesFigure, drawOnly, sharesFigure } from "../../../lib/kit/figures/index.js";
import { renderExplorer } from "../../../lib/course/explorers/index.js";
import { resolverError } from "../../../lib/course/explorers/resolver-error/index.js";
import { drawnInNode, frame, isView, useExplorerPages } from "./explorer-page.js";

const test = needs("chromium");

test.describe("an explorer whose control moves", () => {
  const { open, script } = useExplorerPages();

  test.it("draws a chart in one size, and in both when it rests", async () => {
    const { page, done } = await open(renderExplorer("resolver-error", {}) + script());
    const node = drawnInNode(resolverError, {});
    const slider = page.locator('[name="rate"]');
    const sizes = () =>
      page.locator("#resolver-error").evaluate((explorer) => {
        const wide = explorer.querySelectorAll("svg.ak-wide").length;
        return { wide, narrow: explorer.querySelectorAll("svg.ak-narrow").length };
      });
    const atRest = await sizes();
    expect(atRest.wide).toBeGreaterThan(0);
    expect(atRest.narrow).toBe(atRest.wide);
    // In the frame of the move itself: what a reader sees while dragging.
    const moving = await slider.evaluate(async (input: HTMLInputElement) => {
      input.value = String(Number(input.value) + Number(input.step || 1));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const explorer = input.closest(".ak-explorer")!;
      return [explorer.querySelectorAll("svg.ak-wide").length, explorer.querySelectorAll("svg.ak-narrow").length];
    });
    expect(moving).toEqual([atRest.wide, 0]);
    await frame(page);
    expect(await sizes()).toEqual(atRest);
    const value = Number(await slider.inputValue());
    expect(await isView(page, "resolver-error", node.draw({ rate: value }, "resolver-error").html)).toBe(true);
    await page.setViewportSize({ width: 390, height: 800 });
    await expect.poll(() => page.locator("#resolver-error svg.ak-narrow").first().isVisible()).toBe(true);
    await done();
  });
});

it("drawing in one size leaves out the other picture and nothing else, and ends with the call", () => {
  const draw = () => [
    sharesFigure([{ site: "A", share: 1 }], { name: "shares", title: "Shares" }),
    curvesFigure({ name: "curve", title: "Curve", x: { label: "x" }, y: { label: "y" }, series: [{ name: "a", points: [{ x: 0, y: 1 }, { x: 1, y: 2 }] }] }), // prettier-ignore
  ];
  const both = draw();
  for (const size of ["ak-wide", "ak-narrow"] as const)
    drawOnly(size, draw).forEach((figure, i) => {
      expect(figure.html.match(/class="ak-picture ak-\w+"/g)).toEqual([`class="ak-picture ${size}"`]);
      expect({ ...figure, html: "" }).toEqual({ ...both[i], html: "" });
    });
  expect(() => drawOnly("ak-wide", () => { throw new Error("drawing failed"); })).toThrow("drawing failed"); // prettier-ignore
  expect(draw()).toEqual(both);
});
