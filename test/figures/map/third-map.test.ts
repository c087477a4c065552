// One of three maps in a row: its text is written as large as it was measured, and the names of a small network stay off each other.
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { figureCss } from "../../../lib/kit/figures/css.js";
import { mapFigure } from "../../../lib/kit/figures/index.js";
import { labelSizes, labelSizesOfThird } from "../../../lib/kit/figures/map/labels.js";
import { textWidth } from "../../../lib/kit/figures/core/index.js";
import { city } from "../../../lib/kit/geo/index.js";
import { networkOfCities } from "../../../lib/kit/routing/index.js";

const network = networkOfCities("four", [
  ["Denver", "Seattle", 1],
  ["Denver", "Kansas City", 1],
  ["Seattle", "Chicago", 1],
  ["Kansas City", "Chicago", 1],
]);
const draw = (third: boolean) => {
  const sites = [{ ...city("Chicago"), name: "A", place: "Chicago" }];
  const { html } = mapFigure({ name: "m", title: "m", network, sites, costs: true, third });
  return [...parseHTML(html).document.querySelectorAll(".ak-labels.ak-narrow text")].map((text) => ({
    text: text.textContent,
    x: Number(text.getAttribute("x")),
    y: Number(text.getAttribute("y")),
    anchor: text.getAttribute("text-anchor"),
    isCost: text.classList.contains("ak-cost"),
  }));
};

describe("one of three maps in a row", () => {
  const [, narrow] = labelSizesOfThird;

  it("has text a third larger than on a phone, and the style sheet agrees with the measure", () => {
    expect(narrow.font / labelSizes[1].font).toBeGreaterThan(1.3);
    expect(figureCss).toContain(`.ak-third .ak-narrow.ak-labels text{font-size:${narrow.font}px`);
    expect(figureCss).toContain(`.ak-third .ak-narrow.ak-labels .ak-cost{font-size:${narrow.cost}px`);
    expect(figureCss).toContain(`.ak-third .ak-glyph{transform:scale(${narrow.marks})}`);
  });

  it("names all four cities, and no two names overlap", () => {
    const names = draw(true).filter(({ isCost }) => !isCost);
    expect(names.map(({ text }) => text).sort()).toEqual(["Chicago", "Denver", "Kansas City", "Seattle"]);
    const boxes = names.map(({ text, x, y, anchor }) => {
      const width = textWidth(text, narrow.font, text === "Chicago");
      const left = x - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
      return { left, right: left + width, top: y - 0.75 * narrow.font, bottom: y + 0.1 * narrow.font };
    });
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
    expect(draw(false)).not.toEqual(draw(true));
  });
});
