import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelSizes, mapLabels } from "../../lib/kit/figures/map/labels.js";
import { mapModel } from "../../lib/kit/figures/map/model.js";
import { mapProjection } from "../../lib/kit/figures/map/projection.js";
import { cities, city } from "../../lib/kit/geo/cities.js";

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
type Rect = { x: number; y: number; width: number; height: number };

function place(names: readonly string[], size = labelSizes[0], sites: readonly string[] = []) {
  const model = mapModel({
    clients: names.map((name) => ({ ...city(name), name })),
    sites: sites.map((name, i) => ({ ...city(name), name: "ABCDEFGH"[i], place: name })),
  });
  const projection = mapProjection("fit", model.places);
  const labels = mapLabels({ model, projection, which: "all", costs: false, linkLines: [], lines: [], size });
  return { labels, projection };
}

describe("names on a map", () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 25 });

  it.each(labelSizes)("never cover each other and never leave the picture ($className)", (size) => {
    fc.assert(
      fc.property(some, (indices) => {
        const { labels, projection } = place(
          indices.map((i) => cities[i].name),
          size,
        );
        for (const [i, { rect }] of labels.entries()) {
          expect(rect.x).toBeGreaterThanOrEqual(0);
          expect(rect.x + rect.width).toBeLessThanOrEqual(projection.width);
          for (const other of labels.slice(i + 1)) expect(overlap(rect, other.rect)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are all there for a dozen cities of the world", () => {
    const names = [
      "Seattle",
      "New York",
      "Sao Paulo",
      "London",
      "Berlin",
      "Lagos",
      "Cairo",
      "Mumbai",
      "Tokyo",
      "Seoul",
      "Sydney",
      "Perth",
    ];
    expect(
      place(names)
        .labels.map((label) => label.text)
        .sort(),
    ).toEqual([...names].sort());
  });

  it("of sites stay when there is no room for all", () => {
    const crowd = ["Amsterdam", "Rotterdam", "Eindhoven", "Cologne", "Antwerp", "Brussels", "Sydney", "Los Angeles"];
    const { labels } = place(crowd, labelSizes[1], ["Cologne"]);
    expect(labels.length).toBeLessThan(crowd.length);
    expect(labels.map((label) => label.text)).toContain("Cologne");
  });
});
