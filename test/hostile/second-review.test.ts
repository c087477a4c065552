// What a second reviewer found: patterns that take the square of a text's length, huge metadata, readers of `lab` that waited for
// a pipe, lines that lie over those above.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { checkOutFiles } from "../../lib/kit/cli/out-file.js";
import { readLabText } from "../../lib/kit/cli/lab-text.js";
import { main } from "../../lib/kit/cli/main.js";
import { parseAsRel } from "../../lib/kit/topology/caida/index.js";
import { allowsDeclaration } from "../../lib/course/publish/html/css.js";
import { publishLesson } from "../../lib/course/publish/index.js";
import { code, html, markdown, notebook, printed } from "../publish/lesson-notebook.js";

const long = 1_500_000;
/** One text that a pattern could try from each of its characters. */
const long1 = {
  "words of a drawing": html(`<svg><path d="${"a-".repeat(long)}"></path></svg>`),
  "spaces in a link": html(`<a href="x${" ".repeat(long)}y">x</a>`),
  "empty lines that are printed": printed(`${"\n".repeat(long / 2)}x`),
};

describe("patterns take time in proportion to the text", () => {
  for (const [name, output] of Object.entries(long1))
    it(name, { timeout: 20_000 }, () => {
      const page = publishLesson({ notebook: notebook([code("a", "", [output])]), file: "long.ipynb" });
      expect(page.html).toContain("</html>");
    });
  it("empty lines of code", { timeout: 20_000 }, () => {
    const cells = [code("a", `${"\n".repeat(long)}x`)];
    expect(publishLesson({ notebook: notebook(cells), file: "long.ipynb" }).html).toContain("</html>");
  });
});

describe("metadata beyond a page", () => {
  const huge = {
    title: { title: "<".repeat(1e7) },
    licence: { license: `CC-BY${"-a".repeat(1e7)}` },
    authors: { authors: Array.from({ length: 1e5 }, () => ({ name: "a" })) },
    aims: { anycast: { objectives: Array.from({ length: 1e5 }, () => "x") } },
    language: { kernelspec: { name: "x", language: "y".repeat(1e6) } },
  };
  it.each(Object.entries(huge))("%s", (_name, metadata) => {
    const lesson = notebook([markdown("a", "# T")], metadata);
    expect(() => publishLesson({ notebook: lesson, file: "huge.ipynb" })).toThrow(/^huge\.ipynb: .*metadata.*400000/);
  });
});

describe("lines stay below those above", () => {
  const low = ["line-height:0", "line-height:0.5", "line-height:1px", "line-height:10%", "font:200px/0 serif"];
  const alsoLow = ["font:200px/.9 serif", "font:9px/1px serif", "font:9px/ 0 serif", "line-height:calc(0)"];
  it.each([...low, ...alsoLow])("%s", (declaration) => {
    const [property, value] = declaration.split(":");
    expect(allowsDeclaration(property, value)).toBe(false);
  });
  it.each(["line-height:1.4", "line-height:1", "line-height:normal", "font:12px/1.5 serif", "font:12px serif"])(
    "%s is kept",
    (declaration) => {
      const [property, value] = declaration.split(":");
      expect(allowsDeclaration(property, value)).toBe(true);
    },
  );
});

describe("labs and outputs that are pipes", () => {
  const folder = mkdtempSync(join(tmpdir(), "critic-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pipe = (name: string) => {
    execFileSync("mkfifo", [join(folder, name)]);
    return join(folder, name);
  };
  const lab = async (...words: readonly string[]) => {
    const said: string[] = [];
    const error = console.error;
    console.error = (text: string) => void said.push(text);
    try {
      await main(["node", "anycast", "lab", ...words], { computing: [] }); // in this thread
    } finally {
      console.error = error;
      process.exitCode = undefined;
    }
    return said.join("\n");
  };

  it("a scenario", async () => {
    await expect(readLabText(pipe("scenario"))).rejects.toThrow(/is a pipe/);
    await expect(readLabText("/dev/zero")).rejects.toThrow(/is a device/);
  });
  it("a scenario of more ASes than routers can be, before it is read", async () => {
    const file = join(folder, "many.json");
    writeFileSync(file, JSON.stringify({ ases: Array.from({ length: 60_000 }, (_none, asn) => ({ asn })) }));
    await expect(readLabText(file)).rejects.toThrow(/needs 60000 routers.*400/);
  });
  it("the predictions and outputs of a lab", async () => {
    mkdirSync(join(folder, "lab", "outputs"), { recursive: true });
    pipe("lab/predictions.json");
    expect(await lab("compare", join(folder, "lab"))).toMatch(/predictions\.json is a pipe/);
    rmSync(join(folder, "lab", "predictions.json"));
    writeFileSync(join(folder, "lab", "predictions.json"), "{}");
    pipe("lab/outputs/a.json");
    expect(await lab("compare", join(folder, "lab"))).toMatch(/a\.json is a pipe/);
  });
  it("a file to write", async () => {
    await expect(checkOutFiles({ outs: { "--json": pipe("out") }, inputs: [] })).rejects.toThrow(/is a pipe/);
  });
});

it("what a scenario for routers needs is in the repository's own", async () => {
  const own = new URL("../routers/scenarios/local-pref-beats-prepending.json", import.meta.url);
  expect(JSON.parse(await readLabText(fileURLToPath(own)))).toHaveProperty("ases");
});

it("comments of an AS graph that list more than there can be", () => {
  const line = `# input clique:${" 1".repeat(400_000)}\n`;
  expect(() => parseAsRel(`${line.repeat(3)}1|2|-1\n`, { file: "many.txt" })).toThrow(
    /many\.txt.*3.*more than 1000000/s,
  );
  expect(parseAsRel(`${line}1|2|-1\n`).header.clique).toHaveLength(400_000);
});

describe("references in a row, and markers", () => {
  const chain = (links: number, from: "leaf" | "root") => {
    const parts = Array.from({ length: links }, (_none, i) => `<mask id="m${i + 1}"><g mask="url(#m${i})"></g></mask>`);
    const leaf = '<mask id="m0"><rect width="9" height="9"></rect></mask>';
    const all = from === "leaf" ? [leaf, ...parts] : [...parts.reverse(), leaf];
    return `<svg>${all.join("")}<rect mask="url(#m${links})"></rect></svg>`;
  };
  const marker = `<marker id="k">${"<path d='M0 0L9 9'></path>".repeat(1000)}</marker>`;
  const line = `d="M1 1 ${"2 2 ".repeat(500)}"`;
  const published = (drawing: string) =>
    publishLesson({ notebook: notebook([code("a", "", [html(drawing)])]), file: "drawing.ipynb" }).html;

  it.each([
    ["leaf first", chain(40, "leaf")],
    ["root first", chain(40, "root")],
    ["a marker on many points", `<svg>${marker}<path marker-mid="url(#k)" ${line}></path></svg>`],
    ["handed on by a group", `<svg>${marker}<g marker-mid="url(#k)"><path ${line}></path></g></svg>`],
    [
      "handed on by a use",
      `<svg>${marker}<path id="p" ${line}></path><use href="#p" marker-mid="url(#k)"></use></svg>`,
    ],
    [
      "at the ends of many",
      `<svg>${marker}<g marker-end="url(#k)">${"<path d='M0 0L1 1'></path>".repeat(200)}</g></svg>`,
    ],
  ])("%s", (_name, drawing) => expect(published(drawing)).not.toMatch(/url\(#o-/));

  it("some are kept", () => {
    const arrow = '<marker id="k"><path d="M0 0L9 9"></path></marker>';
    const edges = "<path d='M0 0L1 1' marker-end='url(#k)'></path>".repeat(300);
    expect(published(`<svg>${arrow}${edges}</svg>`)).toMatch(/url\(#o-/);
    expect(published(chain(5, "leaf"))).toMatch(/url\(#o-/);
  });
});

it("a signal finds a listener at every moment of the start", async () => {
  process.once("SIGHUP", () => undefined); // as the loader's, until the command line listens
  const counts: number[] = [];
  const count = (name: string | symbol) => {
    if (name === "SIGHUP") counts.push(process.listenerCount("SIGHUP"));
  };
  process.on("removeListener", count);
  await main(["node", "anycast", "ask"]);
  process.off("removeListener", count);
  process.exitCode = undefined; // the sources have no questions
  expect(counts.length).toBeGreaterThan(0);
  expect(Math.min(...counts)).toBeGreaterThan(0);
});

it.each([["bad\u001b[31m"], ["catchment", "--no\u001b]0;x\u0007"]])(
  "a wrong word of the command line: %j",
  (...words) => {
    const anycast = fileURLToPath(new URL("../../lib/kit/cli/anycast.mjs", import.meta.url));
    const { stderr, status } = spawnSync("node", [anycast, ...words], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("\\u001b");
    expect(stderr).not.toContain("\u001b");
  },
);
