// One variable, one value: what cells mean, on the rewriting alone.
import { describe, expect, it } from "vitest";
import { rewriteCell } from "../../../lib/course/kernel/cell/index.js";
import { openCells } from "./run-cells.js";

/** The values of the cells' last expressions; an error counts as its text. */
async function values(...sources: string[]): Promise<unknown[]> {
  const cells = openCells({ m: { default: 1, two: 2, f: () => "f" }, "./live": live });
  const found: unknown[] = [];
  for (const source of sources) found.push(await cells.run(source).catch((error: unknown) => String(error)));
  return found;
}
const live = { count: 0, up: () => void live.count++ };
const last = async (...sources: string[]) => (await values(...sources)).at(-1);

describe("a later cell's assignment reaches earlier functions", () => {
  it.each<[string, string[], unknown]>([
    ["=", ["let a = 1; function f() { return a }", "a = 5", "f()"], 5],
    ["compound", ["let a = 2; const f = () => a", "a **= 3; a += 1", "f()"], 9],
    ["logical", ["let a = null; const f = () => a", "a ??= 7", "f()"], 7],
    ["++", ["let a = 1; const f = () => a", "++a; a++", "f()"], 3],
    ["in a function", ["let a = 0; function add(n) { a += n }", "a = 100; add(1); a"], 101],
    ["a function of a later cell", ["let a = 1; const f = () => a", "function set(v) { a = v } set(4)", "f()"], 4],
    [
      "object pattern",
      ["let a, b, r; const f = () => [a, b, r]", "({ a, x: b = 2, ...r } = { a: 1, z: 3 })", "f()"],
      [1, 2, { z: 3 }],
    ],
    ["array pattern", ["let a = 1, b = 2; const f = () => [a, b]", "[a, b] = [b, a]", "f()"], [2, 1]],
    ["loop head", ["let k; const f = () => k", "for (k of [1, 2, 3]);", "f()"], 3],
    [
      "class",
      [
        "let n = 0; class C { static made = () => n; constructor() { n++ } get n() { return n } }",
        "n = 5; new C().n",
        "[n, C.made()]",
      ],
      [6, 6],
    ],
    [
      "getter and default",
      ["let n = 1; const o = { get n() { return n }, f(x = n) { return x } }", "n = 9; [o.n, o.f()]"],
      [9, 9],
    ],
    [
      "generator",
      ["let n = 1; function* g() { yield n; yield n }; const it = g()", "it.next().value", "n = 8; it.next().value"],
      8,
    ],
    ["var", ["var v = 1; function f() { return v }", "v = 2", "f()"], 2],
    [
      "nested var",
      ["if (true) { var v = 1 } for (var i = 0; i < 3; i++); const f = () => [v, i]", "v = i = 9", "f()"],
      [9, 9],
    ],
  ])("%s", async (_, sources, expected) => expect(await last(...sources)).toEqual(expected));

  it("a timer", async () => {
    const cells = openCells();
    await cells.run("let n = 1, seen = []; const t = setInterval(() => seen.push(n), 1)");
    await cells.run("n = 2; await new Promise((r) => setTimeout(r, 20)); clearInterval(t)");
    expect(await cells.run("seen.at(-1)")).toBe(2);
  });
});

describe("re-declaration gives the one variable a new value", () => {
  it.each<[string, string[], unknown]>([
    ["let", ["let a = 1; const f = () => a", "let a = 2", "f()"], 2],
    ["const after let", ["let a = 1; const f = () => a", "const a = 3", "f()"], 3],
    ["function", ["function f() { return 1 } const g = () => f()", "function f() { return 2 }", "g()"], 2],
    [
      "recursion",
      ["function f(n) { return n ? f(n - 1) + 1 : 0 } const old = f", "function f() { return 10 }", "old(3)"],
      11,
    ],
    ["class", ["class C {} const make = () => new C()", "class C { x = 1 }", "make().x"], 1],
    [
      "the same cell again",
      ["let a = 1; function f() { return a }", "f()", "let a = 4; function f() { return a }", "f()"],
      4,
    ],
    ["var without a value keeps it", ["var a = 1", "var a; a"], 1],
    ["a constant, then assigned", ["const a = 1", "let a = 2", "a = 3; a"], 3],
    [
      "an enum, as compilers write it: no member of the old one stays",
      [
        'var E; (function (E) { E[E["A"] = 0] = "A"; E[E["B"] = 1] = "B" })(E || (E = {})); const now = () => Object.keys(E)',
        'var E; (function (E) { E[E["C"] = 0] = "C" })(E || (E = {}));',
        "now()",
      ],
      ["0", "C"],
    ],
    [
      "a namespace in two parts, declared again in one",
      [
        "var N; (function (N) { N.a = 1 })(N || (N = {})); (function (N) { N.b = 2 })(N || (N = {})); const now = () => ({ ...N })",
        "now()",
        "var N; (function (N) { N.c = 3 })(N || (N = {})); now()",
      ],
      { c: 3 },
    ],
  ])("%s", async (_, sources, expected) => expect(await last(...sources)).toEqual(expected));
});

describe("as in one program", () => {
  it.each<[string, string[], unknown]>([
    ["functions are hoisted", ["f(); function f() { return 1 }", "f()"], 1],
    ["TDZ", ["a; let a = 1"], "ReferenceError: Cannot access 'a' before initialization"],
    ["TDZ of a class", ["new C(); class C {}"], "ReferenceError: Cannot access 'C' before initialization"],
    ["TDZ of typeof", ["typeof a; let a"], "ReferenceError: Cannot access 'a' before initialization"],
    ["TDZ of an assignment", ["a = 1; let a"], "ReferenceError: Cannot access 'a' before initialization"],
    ["TDZ in a default", ["const { x = y, y } = {}"], "ReferenceError: Cannot access 'y' before initialization"],
    ["constant", ["const a = 1", "a = 2"], "TypeError: Assignment to constant variable."],
    [
      "constant, ++ in a function",
      ["const a = 1; const f = () => a++", "f()"],
      "TypeError: Assignment to constant variable.",
    ],
    ["constant in a pattern", ["const a = 1", "[a] = [2]"], "TypeError: Assignment to constant variable."],
    ["typeof of nothing", ["typeof nothing"], "undefined"],
    ["nothing", ["nothing"], "ReferenceError: nothing is not defined"],
    ["a name declared later", ["const f = () => later", "const later = 5", "f()"], 5],
    ["typeof of a function", ["function f() {}", "typeof f"], "function"],
    ["`this` of a call", ["function f() { 'use strict'; return this }", "[f(), f?.()]"], [undefined, undefined]],
    [
      "tagged template",
      ["function t(s, ...v) { return [this === undefined, s[0], ...v] }", "t`a${1}`"],
      [true, "a", 1],
    ],
    [
      "strict, as a module: nothing that cannot be assigned is assigned silently",
      [
        "const frozen = Object.freeze({ a: 1 }), said = []; for (const f of [() => { frozen.a = 2 }, () => { ({ get b() { return 1 } }).b = 2 }, () => { 'text'.length = 9 }, () => { delete frozen.a }]) try { f(); said.push('silent') } catch (e) { said.push(e.name) }",
        "said",
      ],
      ["TypeError", "TypeError", "TypeError", "TypeError"],
    ],
    [
      "a default value does not see the body's variables",
      [
        "let rate = 1; function f(x = rate, g = () => rate) { var rate = 5; return [x, g(), rate] } const h = (x = rate) => { var rate = 7; return [x, rate] }",
        "rate = 2; [f(), h()]",
      ],
      [
        [2, 2, 5],
        [2, 7],
      ],
    ],
    [
      "a name that a cell gives to globalThis",
      ["globalThis.fresh1 = 1; fresh1 = 2; fresh1", "fresh1 += 1; globalThis.fresh1"],
      3,
    ],
    [
      "labelled loops with assignments",
      [
        "let i, j, seen = []; const at = () => [i, j]",
        "outer: for (i = 0; i < 3; i++) { for (j = 0; ; j++) { if (j === 2) continue outer; if (i === 2) break outer; seen.push(at().join('')) } }",
        "[seen, at()]",
      ],
      [
        ["00", "01", "10", "11"],
        [2, 0],
      ],
    ],
    [
      "keys, values and patterns in the heads of loops",
      [
        "let k, v, rest, o = {}; const at = () => [k, v, rest]",
        "for (k in { a: 1, b: 2 }); for ([v, ...rest] of [[1], [2, 3, 4]]); for (o.last of [7, 8]);",
        "[...at(), o.last]",
      ],
      ["b", 2, [3, 4], 8],
    ],
    [
      "a generator and an async generator that are half-way",
      [
        "let step = 1; function* up(n = 0) { for (;;) { n += step; step = (yield n) ?? step } } const it = up(); it.next(); async function* later() { for (;;) yield step } const al = later(); await al.next()",
        "step = 10; const first = it.next().value; const second = it.next(100).value",
        "[first, second, step, (await al.next()).value]",
      ],
      [11, 111, 100, 100],
    ],
    [
      "static state, private fields, accessors and blocks of a class",
      [
        "let unit = 1; class Meter { static #made = 0; static list = []; #n = unit; static { Meter.list.push(unit) } constructor() { Meter.#made += unit } get n() { return this.#n * unit } set n(v) { unit = v } static get made() { return Meter.#made } }",
        "unit = 3; const m = new Meter(); m.n = 4",
        "[m.n, unit, Meter.made, Meter.list]",
      ],
      [12, 4, 3, [1]],
    ],
    [
      "defaults of patterns are evaluated late, and only where they are needed",
      [
        "let n = 0; const next = () => ++n; const read = ({ a = next(), b: { c = a + n } = {} } = {}) => [a, c]",
        "n = 10; const { x = next(), ...others } = { y: 1 }; [read(), read({ a: 0 }), x, others]",
      ],
      [[12, 24], [0, 12], 11, { y: 1 }],
    ],
    [
      "getters of a name, called through optional chains and with new",
      [
        "let make = class { v = 1 }, call = null; const run = () => [call?.(2), new make().v, new make]",
        "make = class { v = 9 }; call = (n) => n * 2",
        "run().slice(0, 2)",
      ],
      [4, 9],
    ],
    [
      "names of functions",
      [
        "let a = () => 1, b = function () {}, C = class {}, { d = () => 2 } = {}; let e; e = () => 3",
        "[a, b, C, d, e].map((f) => f.name)",
      ],
      ["a", "b", "C", "d", "e"],
    ],
    ["in parentheses", ["let a = (1), f = (() => 2); let b = ((3))", "[a, f(), f.name, b]"], [1, 2, "f", 3]],
    ["shorthand", ["const a = 1, f = () => 2", "({ a, f, g: { a } }).g.a"], 1],
    [
      "shadowed",
      [
        "let a = 1; const f = (a) => ({ a }); { let a = 5 } for (const a of [9]); try { throw 4 } catch (a) { a } ",
        "[a, f(2).a]",
      ],
      [1, 2],
    ],
    [
      "shadowed by var, function and class inside",
      [
        "let a = 1; function f() { a = 2; var a; return a } function g() { return a(); function a() { return 3 } } const h = () => { class a { static x = 4 } return a.x }",
        "[f(), g(), h(), a]",
      ],
      [2, 3, 4, 1],
    ],
    ["named function expression", ["let f = 1; const g = function f() { return typeof f }", "g()"], "function"],
    [
      "class keeps its inner name",
      ["class C { static me() { return C } } const old = C", "class C {}", "old.me() === old"],
      true,
    ],
    [
      "labels and properties",
      ["let a = 1; a: for (;;) { break a } const o = { a: 2, ['a' + a]: 3 }; o.a", "[o.a, o.a1, o?.a]"],
      [2, 3, 2],
    ],
    [
      "statements without semicolons",
      ["let a = 1\nlet f = () => 5\nlet b\n;[a, b] = [2, 3]\nf()\nf()\nclass D {}\nf()", "[a, b]"],
      [2, 3],
    ],
    ["if, else, do without braces", ["let f = () => 1, n = 0\nif (n) f()\nelse f()\ndo n++\nwhile (n < 3)\nn"], 3],
    [
      "loops close over their own",
      ["const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i)", "fs.map((f) => f())"],
      [0, 1, 2],
    ],
    ["await", ["let a = await Promise.resolve(4); const f = () => a", "a = await 5; f()"], 5],
    ["for await alone", ["let s = 0; for await (const x of [1, 2]) s += x; s"], 3],
    ["await of a function is its own", ["const f = async () => { await null; return 2 }", "await f()"], 2],
    [
      "export",
      [
        "export const a = 1; export function f() { return a } export class K {} export default 7",
        "let q; export { q }; [a, f(), typeof K]",
      ],
      [1, 1, "function"],
    ],
    [
      "imports",
      [
        "import one, { two as zwei, f } from 'm'; import * as m from 'm'; const g = () => zwei",
        "[one, g(), f(), m.two]",
      ],
      [1, 2, "f", 2],
    ],
    ["an import is constant", ["import { two } from 'm'", "two = 3"], "TypeError: Assignment to constant variable."],
    [
      "a missing export",
      ["import { three } from 'm'"],
      "SyntaxError: The module 'm' does not provide an export named 'three'",
    ],
    ["import of a file of one's own stays live", ["import { count, up } from './live'", "up(); up(); count"], 2],
    ["dynamic import", ["(await import('m')).two"], 2],
    [
      "the message for a call of something else than a function",
      [
        "const o = {}, no = 1; try { no() } catch (e) { e.message }",
        "let said; try { no() } catch (e) { said = e.message } said",
      ],
      "no is not a function",
    ],
    [
      "the last expression",
      ["1; 2;", "'text'", "{ 3 }", "[let1 = 4, 5].length; let let1"],
      "ReferenceError: Cannot access 'let1' before initialization",
    ],
    ["switch", ["let a = 1; switch (a) { case 1: let a = 3; a++ }", "a"], 1],
    [
      "names like a prototype's",
      [
        "let constructor = 1, toString = 2, __proto__ = 3, valueOf = () => 4",
        "[constructor, toString, __proto__, valueOf()]",
      ],
      [1, 2, 3, 4],
    ],
  ])("%s", async (_, sources, expected) => expect(await last(...sources)).toEqual(expected));
});

describe("a cell that fails", () => {
  it("keeps the names of what ran, and what a name had before", async () => {
    const cells = openCells();
    await cells.run("let a = 1, b = 2");
    await expect(cells.run("let a = 10; let c = 3; throw new Error('x'); let b = 20, d = 4")).rejects.toThrow("x");
    expect(await cells.run("[a, b, c, typeof d]")).toEqual([10, 2, 3, "undefined"]);
    await expect(cells.run("d")).rejects.toThrow("d is not defined");
  });
});

describe("places", () => {
  it("lines stay, and a column leads back to what was typed", () => {
    const source =
      "let first = 1,\n  second = first;\nimport {\n  x,\n  y } from 'm';\nsecond = () => first; oops(second)";
    const { code, originalColumn } = rewriteCell(source);
    const lines = code.split("\n");
    expect(lines).toHaveLength(source.split("\n").length);
    for (const [i, line] of source.split("\n").entries())
      for (const word of line.match(/\b(first|second|oops)\b/g) ?? [])
        expect(originalColumn(i, lines[i].lastIndexOf(`${word}ʹ.`)), word).toBe(line.lastIndexOf(word));
  });
});
