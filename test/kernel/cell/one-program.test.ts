// The law of the cells: cut anywhere into cells, a program gives the values that it gives in one piece.
import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCells } from "./run-cells.js";

type Say = (...values: unknown[]) => void;
const host = globalThis as unknown as { say_: Say };

/** A program grows statement by statement; `declared` are the names so far, with their kinds. */
interface Growing {
  readonly statements: string[];
  readonly declared: { readonly name: string; readonly kind: "variable" | "constant" | "function" | "class" }[];
}

type Choice = readonly [kind: number, a: number, b: number, n: number];

function grow({ statements, declared }: Growing, [kind, a, b, n]: Choice): void {
  const pick = (index: number, ...kinds: string[]): string | undefined => {
    const fit = declared.filter((each) => kinds.includes(each.kind));
    return fit[index % Math.max(1, fit.length)]?.name;
  };
  const fresh = `v${declared.length}`;
  const value = pick(a, "variable", "constant") ?? String(n);
  const other = pick(b, "variable", "constant") ?? String(n + 1);
  const target = pick(a, "variable");
  const target2 = pick(b, "variable");
  const called = pick(b, "function");
  const declare = (statement: string, as: Growing["declared"][number]["kind"]) => {
    statements.push(statement);
    declared.push({ name: fresh, kind: as });
  };
  const assign = (statement: string) => (target ? statements.push(statement) : undefined);
  const later = "never"; // a name of a later cell is not there yet, in one program it is
  const forms: (() => unknown)[] = [
    () => declare(`let ${fresh} = ${value} + ${n};`, "variable"),
    () => declare(`var ${fresh} = [${value}, ${n}].length;`, "variable"),
    () => declare(`const ${fresh} = ${value} * 2;`, "constant"),
    () => declare(`let ${fresh};`, "variable"),
    () =>
      declare(`function ${fresh}(n) { ${target ? `${target} += n;` : ""} return ${value} + ${other} + n }`, "function"),
    () => declare(`const ${fresh} = (n) => n > 3 ? n : ${fresh}(n + 1) + ${value};`, "function"),
    () =>
      declare(
        `let ${fresh} = function (${value.startsWith("v") ? value : "p"}) { return typeof ${later} + ${other} };`,
        "function",
      ),
    () =>
      declare(`class ${fresh} { static s = ${value}; x = ${other}; get y() { return ${value} + this.x } }`, "class"),
    () => declare(`const { p: ${fresh} = ${n}, ...rest${declared.length} } = { q: ${value} };`, "constant"),
    () => declare(`for (var ${fresh} = 0; ${fresh} < ${(n % 5) + 1}; ${fresh}++) say_(${value});`, "variable"),
    () => assign(`${target} = ${other} - ${n};`),
    () => assign(`${target} ${["+=", "-=", "*=", "??=", "||=", "&&="][n % 6]} ${other};`),
    () => assign(`say_(${target}++, --${target});`),
    () => assign(`[${target}, ${target2}] = [${target2}, ${n}];`),
    () => assign(`({ p: ${target}, ${target2} = ${n} } = { p: ${other} });`),
    () => assign(`for (${target} of [1, ${n}]) say_(${other});`),
    () => assign(`{ let ${target} = ${n}; ${target}++; say_(${target}, ${other}) }`),
    () => assign(`((${target}) => { ${target} = 9; say_({ ${target} }) })(${other});`),
    () => assign(`setLater(() => { ${target} += ${n}; say_(${other}) });`),
    () =>
      statements.push(
        `try { ${value.startsWith("v") ? value : "missing"} = ${n}; say_(${other}) } catch (error) { say_(error.name) }`,
      ),
    () => statements.push(`try { say_(${later}) } catch (error) { say_(error instanceof ReferenceError) }`),
    () => called && statements.push(`say_(${called}(${n}), ${called}.name, typeof ${called});`),
    () => statements.push(`say_({ ${value.startsWith("v") ? value : "n: 1"}, t: \`\${${other}}\` }, typeof ${later});`),
  ];
  forms[kind % forms.length]();
}

const prelude = "const timers = []; const setLater = (f) => timers.push(f);";
const ending = "for (const f of timers) f();";

describe("a program cut into cells", () => {
  it("gives the same values as in one piece", async () => {
    const choice = fc.tuple(fc.nat(), fc.nat(20), fc.nat(20), fc.integer({ min: 0, max: 9 }));
    const run = fc.array(choice, { minLength: 3, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(run, fc.infiniteStream(fc.boolean()), async (choices, cuts) => {
        const growing: Growing = { statements: [], declared: [] };
        for (const each of choices) grow(growing, each);
        const names = growing.declared.map(
          ({ name }) =>
            `try { say_("${name}", typeof ${name}, typeof ${name} === "function" ? ${name}.name : String(${name})) } catch {}`,
        );
        const statements = [prelude, ...growing.statements, ending, ...names];

        const whole: string[] = [];
        host.say_ = (...said) => void whole.push(JSON.stringify(said));
        let thrown = "";
        try {
          runInThisContext(`(function () { ${statements.join("\n")}\n})()`);
        } catch (error) {
          thrown = String(error);
        }

        const parts: string[] = [];
        host.say_ = (...said) => void parts.push(JSON.stringify(said));
        const cells = openCells();
        let failed = "";
        let cell: string[] = [];
        for (const [i, statement] of statements.entries()) {
          cell.push(statement);
          if (i < statements.length - 1 && !cuts.next().value) continue;
          try {
            await cells.run(cell.join("\n"));
          } catch (error) {
            failed = String(error);
            break;
          }
          cell = [];
        }
        expect({ said: parts, thrown: failed }, statements.join("\n")).toEqual({ said: whole, thrown });
      }),
      { numRuns: Number(process.env.RUNS ?? 400) },
    );
  });
});
