import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { needs, repository } from "../needs.js";
import { publicFunctions, publicPaths, typeErrors } from "./doc-examples.js";
import { fixtures, folder, world } from "./example-world.js";

const functions = publicFunctions();
const examples = functions.flatMap(({ name, examples }) => examples.map((code) => [name, code] as const));
type Run = (...values: readonly unknown[]) => Promise<unknown>;
const AsyncFunction = (async () => {}).constructor as new (...text: string[]) => Run;

/** The value of an expression, in which these names stand for these values. */
const valueOf = (code: string, names: Readonly<Record<string, unknown>> = {}) =>
  new AsyncFunction(...Object.keys(names), `return (${code}\n)`)(...Object.values(names));

/** What follows an example on its line: a result as JavaScript writes it, or "throws" and an error's name; words may explain it. */
async function expected(code: string): Promise<{ readonly value?: unknown; readonly error?: string } | undefined> {
  const written = / \/\/ (.+)$/.exec(code)?.[1] ?? "";
  const error = /^throws (\w+)/.exec(written)?.[1];
  if (error !== undefined) return { error };
  const value = /^(".*"|\[.*\]|\{.*\}|true|false|undefined|-?[\d.,]+\d|-?\d)(?=:|$)/.exec(written)?.[1];
  if (value === undefined && /^["[{\d-]/.test(written)) throw new Error(`Unreadable result: ${written}`);
  if (value === undefined) return undefined;
  return { value: await valueOf(/^-?[\d.,]+$/.test(value) ? value.replaceAll(",", "") : value) };
}

async function check(name: string, code: string): Promise<void> {
  expect(code).toMatch(new RegExp(`\\b${name}\\b`));
  const wanted = await expected(code);
  if (wanted?.error !== undefined) return expect(valueOf(code, world)).rejects.toMatchObject({ name: wanted.error });
  const value = await valueOf(code, world);
  if (typeof wanted?.value === "number") expect(Number((value as number).toPrecision(4))).toBeCloseTo(wanted.value, 3);
  else if (wanted) expect(value).toEqual(wanted.value);
}

afterAll(() => rmSync(folder, { recursive: true }));

describe("the doc comments of anycast-kit", () => {
  const without = (is: (each: (typeof functions)[number]) => boolean) =>
    functions.filter(is).map(({ path, name }) => `${path} ${name}`);

  it("are of the functions behind every path of the package", () => {
    const found = functions.map(({ path }) => path);
    expect([...publicPaths().keys()].filter((path) => !found.includes(path))).toEqual([]);
    expect(found.length).toBeGreaterThan(400);
  });

  it("are on the API pages, also those behind a path", () => {
    const { entryPoints } = JSON.parse(readFileSync(join(repository, "lib/kit/typedoc.json"), "utf8")) as {
      readonly entryPoints: readonly string[];
    };
    const files = [...publicPaths().values()].map((file) => relative(join(repository, "lib/kit"), file));
    expect([...entryPoints].sort()).toEqual(files.sort());
  });

  it("say what each function does", () => {
    expect(without(({ summary }) => !/^\S.*\S/.test(summary) || /^the same\b/i.test(summary))).toEqual([]);
  });

  it("have an example for each function", () => {
    expect(without(({ examples }) => examples.length === 0)).toEqual([]);
  });

  it("use no name in two meanings", () => {
    const names = functions.map(({ name }) => name);
    expect([...names, ...Object.keys(fixtures)].filter((name, i, all) => all.indexOf(name) < i)).toEqual([]);
  });
});

describe("the examples in the doc comments of anycast-kit", () => {
  /** They start daemons. */
  const onRouters = /^(runOn|runOnBird|runTraffic)$/;

  it.each(examples.filter(([name]) => !onRouters.test(name)))(
    "%s: runs, names the function, and gives what its comment says",
    check,
  );

  it("have the types that the functions want", () => {
    expect(typeErrors(Object.keys(fixtures))).toEqual([]);
  });

  needs("bird", "root").it.concurrent.each(examples.filter(([name]) => onRouters.test(name)))(
    "%s: runs, names the function, and gives what its comment says",
    check,
  );
});
