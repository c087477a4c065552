import fc from "fast-check";
import { expect, it } from "vitest";
import { declutter, type Label, type Rect } from "../../lib/kit/figures/core/declutter.js";
import type { Pixel } from "../../lib/kit/figures/core/pixel.js";

const rect: fc.Arbitrary<Rect> = fc.record({
  x: fc.integer({ min: 0, max: 200 }),
  y: fc.integer({ min: 0, max: 100 }),
  width: fc.integer({ min: 1, max: 60 }),
  height: fc.integer({ min: 1, max: 20 }),
});
const label = (key: string): fc.Arbitrary<Label> =>
  fc.record({
    key: fc.constant(key),
    priority: fc.nat(3),
    placements: fc.array(
      rect.map((room) => ({ x: room.x, y: room.y, anchor: "start" as const, rect: room, cost: 0 })),
      { minLength: 2, maxLength: 6 },
    ),
  });
const points = fc.array(fc.tuple(fc.integer({ min: -20, max: 260 }), fc.integer({ min: -20, max: 130 })), {
  maxLength: 40,
});

it("keeps labels off a line that rises as off its pieces one by one, and off one that turns back", () => {
  fc.assert(
    fc.property(points, fc.boolean(), label("a"), label("b"), label("c"), (drawn, rises, ...labels) => {
      const line: readonly Pixel[] = rises ? drawn.sort(([a], [b]) => a - b) : drawn;
      const pieces = line.slice(1).map((to, i): readonly Pixel[] => [line[i], to]);
      const bounds = { x: 0, y: 0, width: 260, height: 120 };
      const whole = declutter(labels, { bounds, marks: [], lines: [line] });
      expect(whole).toEqual(declutter(labels, { bounds, marks: [], lines: pieces }));
    }),
    { numRuns: 1000 },
  );
});
