// Which cells need which, from their code alone: every kind of change that one cell can make to another's value.
import { describe, expect, it } from "vitest";
import { cellEffects } from "../../lib/course/kernel/cell/index.js";
import { dependencies, dependents } from "../../lib/course/live/plan.js";

const needs = (...cells: string[]) =>
  dependencies(cells.map((code) => cellEffects(code))).map((each) => [...each].sort());

describe("the cells that a cell needs", () => {
  it.each<[what: string, between: string, isNeeded: boolean]>([
    ["an assignment", "value = 2;", true],
    ["a part of an assignment by pattern", "[value] = [2];", true],
    ["an update", "value++;", true],
    ["an assignment to a property", "value.cost = 2;", true],
    ["an assignment to a part", "value.sites[0].cost = 2;", true],
    ["a deletion", "delete value.cost;", true],
    ["a method that changes", "const n = value.push(2);", true],
    ["a method for its effect", "value.advance();", true],
    ["a method of a part", "value.list.sort();", true],
    ["Object.assign", "const same = Object.assign(value, { a: 1 });", true],
    ["a function of the lesson's for its effect", "change(value);", true],
    ["a call of a function that assigns", "assign();", true],
    ["a callback that assigns", "[1, 2].forEach((n) => { value += n; });", true],
    ["a loop", "for (const n of [1]) value += n;", true],
    ["a new declaration", "let value = 3;", true],
    ["a library function", "show(value);", false],
    ["a reading", "const double = value * 2;", false],
    ["a function that is only defined", "const later = () => { value = 9; };", false],
    ["a local variable of that name", "const f = (value: number) => { value++; }".replace(": number", ""), false],
    ["the console", "console.log(value);", false],
  ])("%s between", (_, between, isNeeded) => {
    const cells = [
      'import { show } from "anycast-course";',
      "let value = make(); function make() { return {}; } function change(x) { x.a = 1; } function assign() { value = 7; }",
      between,
      "value",
    ];
    expect(needs(...cells)[3]).toEqual(isNeeded ? [1, 2] : [1]);
  });

  it("follows functions to what they read, and names to the cell that imports them", () => {
    expect(needs("import { a } from 'anycast-kit';", "let b = a;", "const f = () => b;", "b = 3;", "f()")[4]).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it("asks nothing of a cell that cannot be parsed", () => {
    expect(dependencies([cellEffects("let a = 1"), null, cellEffects("a")]).map((each) => [...each])).toEqual([
      [],
      [],
      [0],
    ]);
  });

  it("gives the cells that are out of date when one has changed", () => {
    const all = dependencies(["let a = 1", "let b = a", "let c = 1", "b + c"].map((code) => cellEffects(code)));
    expect([dependents(all, 0), dependents(all, 2)]).toEqual([[1, 3], [3]]);
  });
});
