import { barX, gridX, plot } from "@observablehq/plot";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { pictureDocument } from "../../lib/kit/figures/svg/document.js";
import { roundNumbers, shortenPath } from "../../lib/kit/figures/svg/svg-numbers.js";
import { svgPicture } from "../../lib/kit/figures/svg/svg-picture.js";

const draw = () =>
  plot({
    document: pictureDocument(),
    width: 200,
    height: 50,
    marks: [gridX(), barX([1, 2], { x: (d: number) => d, clip: true })],
  });
const text = { label: "Bars", description: "Two bars." };

describe("a picture of Observable Plot", () => {
  it("keeps its clip path, under an id that starts with the figure's name", () => {
    const html = svgPicture(draw(), { name: "first", ...text });
    const [, id] = /<clipPath id="([^"]+)"/.exec(html)!;
    expect(id).toBe("first-1");
    expect(html).toContain(`url(#${id})`);
  });

  it("shares no id with the same picture under another name", () => {
    const ids = (name: string) =>
      [...svgPicture(draw(), { name, ...text }).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const [first, second] = [ids("first"), ids("second")];
    expect(first.length).toBeGreaterThan(0);
    expect(first.filter((id) => second.includes(id))).toEqual([]);
  });

  it("has the same bytes when it is drawn again, though Plot counts its clip paths up", () => {
    expect(svgPicture(draw(), { name: "again", ...text })).toBe(svgPicture(draw(), { name: "again", ...text }));
  });

  it("loses Plot's style sheet, its roles and its labels on groups", () => {
    const html = svgPicture(draw(), { name: "bars", ...text });
    expect(html).not.toContain("<style");
    expect(html.match(/aria-\w+=/g)).toEqual(["aria-label="]);
    const { document } = parseHTML(html);
    const svg = document.querySelector("svg")!;
    expect([svg.getAttribute("role"), svg.getAttribute("aria-label")]).toEqual(["img", "Bars"]);
    expect(svg.firstElementChild!.outerHTML).toBe("<desc>Two bars.</desc>");
  });
});

describe("numbers in a drawing", () => {
  it("are rounded to one decimal, wherever they stand", () => {
    expect(roundNumbers("translate(1.25,-0.04)")).toBe("translate(1.3,0)");
    expect(roundNumbers("M1e-7,2.3456L-.55,3")).toBe("M0,2.3L-0.5,3");
  });

  /** Where a path of m, l and z goes: every corner in tenths of a pixel, ring by ring. */
  function corners(path: string): string[] {
    let [x, y] = [0, 0];
    let start = [0, 0];
    return path.match(/[mlz][^mlz]*/g)!.flatMap((command) => {
      if (command === "z") {
        [x, y] = start;
        return [];
      }
      const numbers = (command.match(/-?\d*\.?\d+/g) ?? []).map((number) => Math.round(Number(number) * 10));
      const out: string[] = [];
      for (let i = 0; i < numbers.length; i += 2) {
        [x, y] = [x + numbers[i], y + numbers[i + 1]];
        if (command.startsWith("m")) start = [x, y];
        out.push(`${x},${y}`);
      }
      return out;
    });
  }

  const point = fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }));
  const ring = fc.array(point, { minLength: 60, maxLength: 80 });

  it("of a long outline become relative steps that visit the same corners", () => {
    fc.assert(
      fc.property(fc.array(ring, { minLength: 1, maxLength: 4 }), (rings) => {
        const path = rings.map((points) => `M${points.map(([x, y]) => `${x / 10},${y / 10}`).join("L")}Z`).join("");
        const expected = rings.flatMap((points) =>
          points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]).map(String),
        );
        expect(corners(shortenPath(path))).toEqual(expected);
      }),
    );
  });
});
