// Numbers of their own: the same for a seed, different for another, as printed for seed 0.
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { ownNumbers } from "../../lib/course/lesson/own-numbers.js";

const drawn = (seed: number, exercise = "border") =>
  ownNumbers(seed)(exercise).draw([1, 2, 3], ({ integer }) => [integer(0, 999), integer(0, 999), integer(0, 999)]);

describe("own numbers", () => {
  it("are the printed ones for seed 0", () => expect(drawn(0)).toEqual([1, 2, 3]));

  it("depend on the seed and on the exercise, and on nothing else", () => {
    const seeds = Array.from({ length: 500 }, (_, i) => i * 7_777_777_777 + 1);
    expect(new Set(seeds.map((seed) => drawn(seed).join())).size).toBe(seeds.length);
    expect(drawn(5, "tail")).not.toEqual(drawn(5, "border"));
    expect(drawn(2 ** 48)).toEqual(drawn(2 ** 48));
    expect(drawn(12)).toEqual([...drawn(12)]);
  });

  it("lie in the range that was asked for, and a sample has no entry twice", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -50, max: 50 }), fc.nat(60), (seed, least, width) => {
        const numbers = ownNumbers(seed)("x");
        const value = numbers.integer(least, least + width);
        const list = Array.from({ length: width + 1 }, (_, i) => i);
        const sample = numbers.sample(list, width);
        expect(value >= least && value <= least + width).toBe(true);
        expect(new Set(sample).size).toBe(width);
        expect(list).toContain(numbers.pick(list));
      }),
    );
  });

  it("are drawn until one fits", () => {
    const even = ownNumbers(3)("x").draw(
      2,
      ({ integer }) => integer(0, 1000),
      (value) => value % 2 === 0,
    );
    expect(even % 2).toBe(0);
    const never = () =>
      ownNumbers(3)("x").draw(
        0,
        ({ integer }) => integer(0, 9),
        () => false,
      );
    expect(never).toThrow('ownNumbers, "x": none of 1000 values fits.');
  });

  it.each([-1, 0.5, NaN, 2 ** 60])("refuse the seed %s", (seed) => {
    expect(() => ownNumbers(seed)).toThrow(/integer from 0/);
  });

  it("refuse a sample that is larger than its list", () => {
    expect(() => ownNumbers(1)("x").sample([1, 2], 3)).toThrow("3 entries are wanted of a list of 2");
  });
});
