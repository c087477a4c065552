import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightedQuantiles } from "../../lib/kit/anycast/quantile.js";

/** By sorting everything: the definition, without the shortcut. */
function bySorting(items: readonly { value: number; weight: number }[], level: number): number {
  const sorted = items.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value);
  const goal = level * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  return sorted.find(({ weight }) => (below += weight) >= goal)!.value;
}

const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100_000 }), fc.constant(Infinity));
const item = fc.record({ value, weight: fc.integer({ min: 0, max: 9 }) });
const level = fc.integer({ min: 0, max: 64 }).map((part) => part / 64);

describe("weighted quantiles", () => {
  it("are what sorting all values gives, unanswered users included", () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 60 }), level, (items, at) => {
        fc.pre(items.some(({ weight }) => weight > 0));
        expect(weightedQuantiles(items, (each) => each.value, [at])).toEqual([bySorting(items, at)]);
      }),
      { numRuns: 400 },
    );
  });

  it("need a weight, and a level between 0 and 1", () => {
    expect(() => weightedQuantiles([{ weight: 0 }], () => 1, [0.5])).toThrow("at least one value with a weight");
    expect(() => weightedQuantiles([{ weight: 1 }], () => 1, [2])).toThrow("must be from 0 to 1 (got 2)");
  });
});
