// What a learner reads when something is wrong: the name that is missing, their own line, the value that was meant.
import { afterAll, describe, expect, it } from "vitest";
import { openWorker } from "./worker-session.js";

const worker = openWorker();
afterAll(() => worker.end());
const errorOf = async (code: string) => (await worker.run(code)).error;

describe("a missing name", { timeout: 120_000 }, () => {
  it.each([
    ['site("A")', "site", "anycast-kit"],
    ["const d = { city };", "city", "anycast-kit"],
    ["let y: Deployment;", "Deployment", "anycast-kit"],
    ["show(1)", "show", "anycast-course"],
    ["answerQuestion('{}')", "answerQuestion", "anycast-kit/routing/scenario"],
  ])("that a package of ours exports: %s", async (code, name, door) => {
    const error = await errorOf(code);
    expect(error).toContain(
      `\`${name}\` is not defined. Run the cell that imports it, or add \`${name}\` to the import from "${door}".`,
    );
    expect(error.split("\n")).toHaveLength(4);
  });

  it("that is nearly one of ours names it; one that is nearly the learner's own names that", async () => {
    expect(await errorOf("catchmntMap(1)")).toContain('Did you mean `catchmentMap` from "anycast-kit"?');
    expect(await errorOf("const siteNames = [1]; siteNmes.length")).toContain("Did you mean 'siteNames'?");
    expect(await errorOf("document.title")).toContain("there in browsers only");
  });
});

describe("an imported function where a value belongs", { timeout: 120_000 }, () => {
  it.each([
    "site + 1",
    "city - 3",
    "const km: number = city;",
    "city.lat",
    "for (const s of site) console.log(s)",
    "[1].map((x) => x * city)",
    "const o: { name: string } = { name: city }",
    "function f(): number { return city }",
    'city == "x"',
    "Math.abs(city)",
    "let n = 1; n = city",
  ])("is one short sentence: %s", async (code) => {
    await worker.run('import { site, city } from "anycast-kit";');
    const error = await errorOf(code);
    const name = code.includes("city") ? "city" : "site";
    expect(error).toContain(
      `\`${name}\` is a function that was imported from "anycast-kit", and stands here as a value.`,
    );
    expect(error).toContain(`Call it, \`${name}(...)\``);
    expect(error.split("\n"), error).toHaveLength(4);
    expect(error).not.toContain("=>  ");
  });

  it("the learner's own name that is nearly the same is suggested", async () => {
    await worker.run('import { site } from "anycast-kit";\nconst sites = ["A"];');
    expect(await errorOf("site + 1")).toContain("Did you mean `sites`?");
  });
});

describe("a check of the learner's function that throws", { timeout: 120_000 }, () => {
  it("shows the line that threw, and no hint about a wrong result", async () => {
    await worker.run(
      'import { check } from "anycast-course";\nfunction half(values: number[]) {\n  return values[2].toFixed(1);\n}',
    );
    const error = await errorOf('check("half of them", () => half([1]), "0.5", { hint: "Divide." })');
    expect(error).toContain("it stopped with TypeError");
    expect(error).toMatch(
      /caused by TypeError[^]*in cell \[\d+\], line 3, column 20\n +3 \| {3}return values\[2\]\.toFixed/,
    );
    expect(error).not.toContain("try:");
  });
});

describe("Node's types", { timeout: 120_000 }, () => {
  it("of modules that cells seldom import are read when one does", async () => {
    expect(await worker.run('import { request } from "node:https";\nrequest.length')).toEqual({
      out: "0\n",
      error: "",
    });
    const { error } = await worker.run(
      'import { constants } from "http2";\nconst status: string = constants.HTTP_STATUS_OK;',
    );
    expect(error).toMatch(/line 2, column 7\n[^]*Type '(number|200)' is not assignable to type 'string'/);
    expect((await worker.run('import tls from "node:tls";\ntls.nothing')).error).toContain("'nothing' does not exist");
  });
});

describe("an error at run time", { timeout: 120_000 }, () => {
  const firstPlace = async (code: string) => {
    const error = await errorOf(code);
    return /line (\d+), column (\d+)/.exec(error)?.slice(1).map(Number) ?? error;
  };

  it.each<[string, string, [number, number]]>([
    ["in a function of theirs", "function mine(x: any) {\n  return x.a.b;\n}\nmine({});", [2, 14]],
    ["in a callback of Array's", "[3, 1].sort((a, b) => {\n  throw new TypeError('x');\n});", [2, 9]],
    ["behind an await", "async function f() {\n  await null;\n  return (undefined as any).km;\n}\nawait f();", [3, 29]],
    [
      "in a function without a name, behind an await",
      "const f = [async () => {\n  await null;\n  (null as any).x;\n}];\nawait f[0]();",
      [3, 17],
    ],
    ["in a class's static block", "class A {\n  static {\n    (undefined as any).boom;\n  }\n}", [3, 24]],
    ["in a generator", "function* g() {\n  yield 1;\n  throw new RangeError('x');\n}\nfor (const v of g());", [3, 9]],
    [
      "in a trap that the library springs",
      'import { catchment } from "anycast-kit";\ncatchment(\n  new Proxy({} as any, {\n    get: () => (undefined as any).deep,\n  }),\n);',
      [4, 35],
    ],
    ["in a pattern", "const fine = 1;\nconst { a: { b } } = {} as any;", [2, 14]],
    ["of many promises", "await Promise.any([\n  Promise.reject(new Error('a')),\n]);", [2, 18]],
    [
      "in a timer",
      "setTimeout(() => {\n  (undefined as any).t;\n}, 0);\nawait new Promise((r) => setTimeout(r, 30));",
      [2, 22],
    ],
    [
      "in the library, of a wrong argument",
      'import { city } from "anycast-kit";\nfunction mine(name: any) {\n  return city(name).lat;\n}\nmine(3);',
      [3, 10],
    ],
    [
      "after they took the stack away",
      "Error.stackTraceLimit = 100;\nError.prepareStackTrace = () => 'mine';\n(undefined as any).x;",
      [3, 20],
    ],
  ])("%s", async (_, code, place) => {
    if (code.includes("prepareStackTrace")) {
      await errorOf(code);
      await worker.run("Error.prepareStackTrace = undefined;");
      expect(await firstPlace("\n(undefined as any).x;")).toEqual([2, 20]);
    } else expect(await firstPlace(code)).toEqual(place);
  });

  it("an error that is printed shows typed places and nothing of the kernel", async () => {
    const { out } = await worker.run(
      "try {\n  (null as any).x;\n} catch (error) {\n  console.log((error as Error).stack);\n}",
    );
    expect(out).toMatch(/^TypeError: Cannot read properties of null \(reading 'x'\)\n {4}at cell-\d+:2:17\n$/);
    const trace = await worker.run("function inner() { console.trace('here') }\ninner();");
    expect(trace.out).toMatch(/^Trace: here\n {4}at inner \(cell-\d+:1:28\)\n {4}at cell-\d+:2:1\n$/);
  });
});
