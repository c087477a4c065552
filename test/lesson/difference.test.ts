import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, nothing } from "../../lib/course/lesson/difference.js";
import { formatValue } from "../../lib/course/lesson/format-value.js";
import { parseAddress } from "../../lib/kit/routing/address.js";

const value = fc.anything({ withMap: true, withSet: false, withBigInt: true, withTypedArray: true });

describe("difference", () => {
  it("finds none between a value and its copy", () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => difference(json, structuredClone(json)) === undefined));
  });

  it("finds none between a value and itself, whatever it is", () => {
    fc.assert(fc.property(value, (each) => difference(each, each) === undefined));
  });

  it("is found from either side", () => {
    fc.assert(
      fc.property(value, value, (a, b) => (difference(a, b) === undefined) === (difference(b, a) === undefined)),
    );
  });

  it("compares maps and sets in any order, arrays in theirs", () => {
    expect(
      difference(
        new Map([
          ["A", 1],
          ["B", 2],
        ]),
        new Map([
          ["B", 2],
          ["A", 1],
        ]),
      ),
    ).toBeUndefined();
    expect(difference(new Set("AB"), new Set("BA"))).toBeUndefined();
    expect(difference(["A", "B"], ["B", "A"])).toEqual({ path: "[0]", actual: "A", expected: "B" });
  });

  it("says what is missing and what is too much", () => {
    expect(difference({}, { A: 1 })).toEqual({ path: ".A", actual: nothing, expected: 1 });
    expect(difference(new Map([["A", 1]]), new Map())).toEqual({ path: '["A"]', actual: 1, expected: nothing });
  });

  it("tells an array from an object with the same keys", () => {
    expect(difference([1], { 0: 1 })).toBeDefined();
  });
});

describe("a value in a message", () => {
  it.each([
    ["B", '"B"'],
    [1 / 3, "0.3333333333"],
    [0.1 + 0.2, "0.3"],
    [-0, "0"],
    [undefined, "undefined"],
    [null, "null"],
    [5n, "5n"],
    [[1, 2], "[1, 2]"],
    [{ A: 5, "New York": [] }, "{ A: 5, New York: [] }"],
    [new Map([["A", 5]]), "Map { A → 5 }"],
    [new Set([1]), "Set { 1 }"],
    [Array.from({ length: 12 }, (_, i) => i), "[0, 1, 2, 3, 4, 5, 6, 7, and 4 more]"],
    [{ a: { b: { c: { d: 1 } } } }, "{ a: { b: { c: {…} } } }"],
    [parseAddress("192.0.2.53"), "192.0.2.53"],
    [new TypeError("no"), "TypeError: no"],
    [Math.max, "the function max"],
  ])("%s is written %s", (each, text) => expect(formatValue(each)).toBe(text));

  it("never fails and stays on one line", () => {
    fc.assert(fc.property(value, (each) => !formatValue(each).includes("\n")));
  });
});
