import { describe, expect, it } from "vitest";
import { docExamples } from "./doc-examples.js";
import { world } from "./example-world.js";

const examples = docExamples();
type Run = (...values: readonly unknown[]) => Promise<unknown>;
const AsyncFunction = (async () => {}).constructor as new (...text: string[]) => Run;

/** Runs the code of an example as the body of a function; its last expression is the result. */
const run = (code: string) => new AsyncFunction(...Object.keys(world), `return (${code}\n)`)(...Object.values(world));

/** Values of an example's comment: a number as far as it is written, a text, a list; words after it explain. */
function expected(code: string): unknown {
  const written = / \/\/ (.+)$/.exec(code)?.[1];
  if (written === undefined) return undefined;
  const value = /^(".*"|\[.*\]|true|false|-?[\d.,]+\d|\d)(?=:|$)/.exec(written)?.[1];
  return value === undefined ? undefined : JSON.parse(/^[\d.,]+$/.test(value) ? value.replaceAll(",", "") : value);
}

describe("the examples in the doc comments of anycast-kit", () => {
  it("are there for every public function", () => {
    expect(examples.length).toBeGreaterThan(150);
    expect(examples.filter(({ code }) => code === undefined).map(({ name }) => name)).toEqual([]);
  });

  it.each(examples.filter(({ code }) => code !== undefined).map(({ name, code }) => [name, code!]))(
    "%s: runs, names the function, and gives what its comment says",
    async (name, code) => {
      expect(code).toMatch(new RegExp(`\\b${name}\\b`));
      const wanted = expected(code);
      const value = await run(code);
      if (typeof wanted === "number") expect(Number((value as number).toPrecision(4))).toBeCloseTo(wanted, 3);
      else if (wanted !== undefined) expect(value).toEqual(wanted);
    },
  );
});
