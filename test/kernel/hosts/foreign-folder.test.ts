// A notebook in a folder of the learner's own, outside the clone: stock nbclient runs it, without a link or NODE_PATH.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { playNotebook } from "../../../lib/course/kernel/play-notebook.js";
import { needs } from "../../needs.js";
import { notebookOf } from "../notebook.js";
import { python, temporaryKernel } from "../session.js";

const { describe, it } = needs("jupyter");

interface Output {
  readonly output_type: string;
  readonly text?: string;
  readonly data?: Record<string, string>;
  readonly evalue?: string;
}

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "anycast-foreign-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nbclient = `
import nbformat, sys
from nbclient import NotebookClient
notebook = nbformat.read("own.ipynb", as_version=4)
NotebookClient(notebook, timeout=60, kernel_name="tslab", allow_errors=True).execute()
nbformat.write(notebook, "own.ipynb")
`;

/** Executes the cells in `folder` and gives the outputs of each. */
async function executeThere(cells: Readonly<Record<string, string>>): Promise<Output[][]> {
  const kernel = await temporaryKernel("launcher");
  try {
    const file = join(folder, "own.ipynb");
    writeFileSync(file, JSON.stringify(notebookOf(cells)));
    const env = { ...kernel.env, NODE_PATH: undefined };
    const { status, stderr } = spawnSync(python, ["-c", nbclient], { cwd: folder, env, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    const { cells: executed } = JSON.parse(readFileSync(file, "utf8")) as { cells: { outputs: Output[] }[] };
    return executed.map(({ outputs }) => outputs);
  } finally {
    await kernel.remove();
  }
}

const textOf = (outputs: Output[]) => outputs.map(({ text }) => (Array.isArray(text) ? text.join("") : text)).join("");

describe("a notebook outside the clone", { timeout: 240_000 }, () => {
  it("imports the library, and check, show and the type checker work", async () => {
    const outputs = await executeThere({
      import: 'import { parsePrefix, tableFigure } from "anycast-kit";\nimport { check, show } from "anycast-course";',
      check: 'check("24 bits", parsePrefix("192.0.2.0/24").length, 24);',
      show: 'show(tableFigure({ name: "users", title: "Users", description: "Users of each site.", columns: ["site", "users"], rows: [["A", 3]] }), "three");',
      "type error": 'parsePrefix("192.0.2.0/24").lenght;',
      again:
        'require("anycast-kit").parsePrefix("10.0.0.0/8").length + (await import("anycast-kit")).parsePrefix("::/16").length',
    });
    expect(outputs[0]).toEqual([]);
    expect(JSON.stringify(outputs[1])).toContain("24 bits");
    expect(JSON.stringify(outputs[2])).toMatch(/text\/html.*Users of each site/);
    expect(outputs[3]).toMatchObject([{ output_type: "error", ename: "TypeScriptError" }]);
    expect(outputs[3][0].evalue).toContain("Did you mean 'length'?");
    expect(textOf(outputs[4])).toBe("24\n");
  });
  it("imports what the library brings along: Plot, graphology and its algorithms", async () => {
    const outputs = await executeThere({
      import:
        'import * as Plot from "@observablehq/plot";\nimport { UndirectedGraph } from "graphology";\nimport { show } from "anycast-course";',
      chart:
        'show(Plot.plot({ title: "Two", ariaDescription: "Two dots.", marks: [Plot.dot([[1, 2], [3, 4]])] } as any));',
      graph: "new UndirectedGraph().order + 1",
      algorithms:
        'import { density } from "graphology-metrics/graph";\nimport { bidirectional } from "graphology-shortest-path";\nconst pair = new UndirectedGraph();\npair.mergeEdge("A", "B");\ndensity(pair) + bidirectional(pair, "A", "B")!.length',
      // Types that only a path through the clone's node_modules names.
      later: "const neighbours = (name: string) => pair.neighbors(name);\nneighbours('A').concat(pair.nodes()).join()",
      wrong: "pair.nodes().map((name) => name.toFixed())",
      scale: "const place = Plot.scale({ x: { domain: [0, 10], range: [0, 100] } } as any);\n(place as any).apply(5)",
    });
    expect(outputs[0]).toEqual([]);
    expect(JSON.stringify(outputs[1])).toContain("<svg");
    expect(textOf(outputs[2])).toBe("1\n");
    expect(textOf(outputs[3])).toBe("3\n");
    expect(textOf(outputs[4])).toBe("B,A,B\n");
    expect(outputs[5]).toMatchObject([{ output_type: "error", ename: "TypeScriptError" }]);
    expect(outputs[5][0].evalue).toContain("toFixed");
    expect(textOf(outputs[6])).toBe("50\n");
  });
  it("names the library's types in what a cell declares", async () => {
    const outputs = await executeThere({
      import: 'import { providerNetwork } from "anycast-kit";\nimport { predict } from "anycast-course";',
      predict: 'const guess = predict("who", { question: "Who?", options: ["A", "B"] });',
      network: 'const world = providerNetwork("world");',
      both: "typeof guess.compare + world.routers.length",
    });
    expect(outputs.flat().filter(({ output_type }) => output_type === "error")).toEqual([]);
    expect(textOf(outputs[3])).toMatch(/^function\d+\n$/);
  });

  it("a module beside the notebook imports it too, and a missing package is still missing", async () => {
    writeFileSync(
      join(folder, "bits.ts"),
      'import { parsePrefix } from "anycast-kit";\nexport const bits = (text: string): number => parsePrefix(text).length;\n',
    );
    const outputs = await executeThere({
      beside: 'import { bits } from "./bits";\nbits("10.0.0.0/8")',
      missing: 'import { x } from "anycast-kit-of-mine";',
    });
    expect(textOf(outputs[0])).toBe("8\n");
    expect(outputs[1][0].evalue).toContain("Cannot find module 'anycast-kit-of-mine'");
  });

  it("a package that exports to `import` only is found, with its types", async () => {
    const only = join(folder, "node_modules", "only");
    mkdirSync(only, { recursive: true });
    const where = { ".": { import: { types: "./i.d.ts", default: "./i.js" } } };
    writeFileSync(join(only, "package.json"), JSON.stringify({ name: "only", type: "module", exports: where }));
    writeFileSync(join(only, "i.js"), "export const a = 41;");
    writeFileSync(join(only, "i.d.ts"), "export const a: number;");
    const outputs = await executeThere({
      value: 'import { a } from "only";\na + (await import("only")).a',
      types: "a.length",
    });
    expect(textOf(outputs[0])).toBe("82\n");
    expect(outputs[1][0].evalue).toContain("does not exist on type");
  });

  it("a copy installed in the folder wins", async () => {
    const copy = join(folder, "node_modules", "anycast-kit");
    mkdirSync(copy, { recursive: true });
    writeFileSync(join(copy, "package.json"), '{"name":"anycast-kit","main":"index.js","types":"index.d.ts"}');
    writeFileSync(join(copy, "index.js"), "exports.mine = 7;");
    writeFileSync(join(copy, "index.d.ts"), "export const mine: number;");
    const outputs = await executeThere({ own: 'import { mine } from "anycast-kit";\nmine' });
    expect(textOf(outputs[0])).toBe("7\n");
  });

  it("is executed there without Python as well", async () => {
    const notebook = notebookOf({
      one: 'import { parsePrefix } from "anycast-kit";\nparsePrefix("10.0.0.0/9").length',
    });
    const { cells } = await playNotebook({ notebook, file: "own.ipynb", cwd: folder });
    expect(textOf(cells[0].outputs as Output[])).toBe("9\n");
  });
});
