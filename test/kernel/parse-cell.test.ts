// What the launcher does to a cell before tslab compiles it, on the compiler that tslab brings.
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCell } from "../../lib/course/kernel/compile/parse-cell.js";
import type { CellTypeScript } from "../../lib/course/kernel/compile/tslab.js";

const inLibrary = createRequire(new URL("../../lib/course/kernel/compile/tslab.ts", import.meta.url));
const typescript = createRequire(inLibrary.resolve("tslab/package.json"))(
  "@tslab/typescript-for-tslab",
) as CellTypeScript;
const parse = (source: string) => parseCell(typescript, source);

describe("a cell before it is compiled", () => {
  it("has its object shorthand spelled out, and nothing else changed", () => {
    const cases: [string, string][] = [
      ["({ foo })", "({ foo: foo })"],
      ["f({a, b: c, ...d})", "f({a: a, b: c, ...d})"],
      ["({ a = 1 } = b)", "({ a: a = 1 } = b)"],
      ["const { a, b = { c } } = d", "const { a, b = { c: c } } = d"],
      ["const f = ({ a }) => `${{ a }}`", "const f = ({ a }) => `${{ a: a }}`"],
      ["({ __proto__ })", "({ __proto__ })"],
      ['import { x } from "y"; export { x }', 'import { x } from "y"; export { x }'],
      ["type T = { a: number }; '{ a }' // { a }", "type T = { a: number }; '{ a }' // { a }"],
      ["await g({ a })", "await g({ a: a })"],
    ];
    for (const [source, expected] of cases) expect(parse(source).code).toBe(expected);
  });

  it("takes exports as plain declarations, and leaves columns alone", () => {
    const cases: [string, string][] = [
      ["export const limit = 9;", "       const limit = 9;"],
      ["export default function f() {}", "               function f() {}"],
      ["export async function g() {}", "       async function g() {}"],
      ["export abstract class C {}", "       abstract class C {}"],
      ["export interface L { km: number }", "       interface L { km: number }"],
      ["export default 1 + 1", "               1 + 1"],
      ["export default { a: 1 };", "              ({ a: 1 });"],
      ["export default class {}", "       void    class {}"],
      ["const a = 1;\nexport {\n a };", "const a = 1;\n        \n     "],
      ['import d from "./d.json" with { type: "json" };', `import d from "./d.json"${" ".repeat(22)};`],
    ];
    for (const [source, expected] of cases) {
      expect(parse(source).code).toBe(expected);
      expect(parse(source).syntaxErrors).toEqual([]);
    }
  });

  it("says why `using` is not supported", () => {
    const [error] = parse("const a = 1;\nusing file = open();").syntaxErrors;
    expect(error.start.line).toBe(1);
    expect(error.messageText).toContain("`using` needs TypeScript 5.2");
  });

  it("means the same as before, for any nesting of shorthand", () => {
    const names = ["a", "b", "long"];
    const { object } = fc.letrec<{ object: string; member: string }>((tie) => ({
      object: fc.array(tie("member"), { maxLength: 4 }).map((members) => `{ ${members.join(", ")} }`),
      member: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(...names),
        tie("object").map((inner) => `key: ${inner}`),
      ),
    }));
    const valueOf = (code: string): unknown =>
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- code of our own making
      new Function(...names, `return (${code});`)(1, 2, 3);
    fc.assert(
      fc.property(object, (code) => {
        expect(valueOf(parse(`(${code})`).code.slice(1, -1))).toEqual(valueOf(code));
      }),
    );
  });

  it("every column of what runs leads back to the character the learner typed", () => {
    const word = fc.constantFrom("({ foo })", "({foo, bar})", "x", "'é'", "\n", "[{ foo }]");
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const source = words.join("; ");
        const { code, typedColumn } = parse(source);
        const typed = source.split("\n");
        code.split("\n").forEach((line, row) => {
          let column = -1;
          for (let at = 0; at < line.length; at++) {
            const back = typedColumn(row, at);
            if (back > column && line[at] === typed[row][back]) column = back;
          }
          expect(column).toBe(typed[row].length - 1); // each character was reached, in order
        });
      }),
    );
  });

  it("reports what cannot be parsed where it was typed, and allows await at the top", () => {
    expect(parse("const a = await fetch('x');\nfor await (const b of c) {}").syntaxErrors).toEqual([]);
    expect(parse("let x = 1\nx.").syntaxErrors).toMatchObject([
      { start: { line: 1, character: 2 }, messageText: "Identifier expected." },
    ]);
  });
});
