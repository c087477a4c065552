// Where a text stops being JSON: nowhere in JSON, and in other text where JSON.parse says so, if it does.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFaultAt } from "../../lib/kit/topology/json-fault.js";
import { JsonTextError, parseJson } from "../../lib/kit/topology/index.js";

describe("jsonFaultAt", () => {
  it.each([
    ['{ "a": x }', 7],
    ["[1, 2,]", 6],
    ['{ "a": 1 "b": 2 }', 9],
    ['{ "a": "b\n" }', 9],
    ["[01]", 2],
    ["{", 1],
    ['{ "a": 1 } }', 11],
    ['["\\x"]', 2],
    ["", 0],
    ["tru", 0],
  ])("finds the fault in %j", (text, position) => expect(jsonFaultAt(text)).toBe(position));

  it("reads all JSON to its end", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonFaultAt(text)).toBe(text.length);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, undefined, "\t");
        expect(jsonFaultAt(` ${text}\n`)).toBe(text.length + 2);
      }),
    );
  });

  it("agrees with JSON.parse wherever that says the position", () => {
    let said = 0;
    const damaged = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "}", '"', "x", "\n", "]", "0", "\\"));
    fc.assert(
      fc.property(damaged, ([text, at, put]) => {
        const cut = at % (text.length + 1);
        const broken = text.slice(0, cut) + put + text.slice(cut + 1);
        try {
          JSON.parse(broken);
        } catch (error) {
          const position = /position (\d+)/.exec((error as Error).message)?.[1];
          if (position === undefined) return;
          said++;
          expect(Math.abs(jsonFaultAt(broken) - Number(position))).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 500 },
    );
    expect(said).toBeGreaterThan(20);
  });
});

describe("parseJson", () => {
  it("names the line of a fault that JSON.parse gives no position for", () => {
    const read = () => parseJson('{\n  "a": 1,\n  "b": x,\n  "c": 2\n}\n');
    expect(read).toThrow(JsonTextError);
    expect(read).toThrow(/near line 3\.$/);
  });
});
