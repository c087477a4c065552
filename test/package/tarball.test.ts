import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../needs.js";
import { shownPrograms } from "./programs.js";

const at = mkdtempSync(join(tmpdir(), "anycast-kit-tarball-"));
const folder = join(at, "empty");
const home = join(at, "home");
afterAll(() => rmSync(at, { recursive: true, force: true }));

/**
 * A stranger's machine: an empty home, and nothing of this repository on the path. npm's downloads are shared, because they are
 * not state.
 */
const cache = execFileSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).trim();
const env = { PATH: process.env.PATH, HOME: home, npm_config_cache: cache, npm_config_update_notifier: "false" };
const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
const kit = (name: string) => join(repository, "lib/kit", name);
const installed = (name: string) => join(folder, "node_modules/anycast-kit", name);

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}
let packed: Packed;

beforeAll(() => {
  mkdirSync(folder);
  mkdirSync(home);
  // Not the script that builds first: the tests run on what is built.
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", at];
  const text = execFileSync("npm", args, { cwd: kit("."), encoding: "utf8", stdio: "pipe" });
  [packed] = JSON.parse(text) as [Packed];
  writeFileSync(join(folder, "package.json"), '{ "name": "stranger", "private": true, "type": "module" }\n');
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(at, packed.filename)]);
  run("npx", ["anycast-kit", "generate", "--ases", "2000", "--seed", "1", "internet.txt"]);
}, 300_000);

describe("the packed anycast-kit", () => {
  it("holds the compiled library, its licence and its pages, and no sources, tests or build state beside them", () => {
    const paths = packed.files.map(({ path }) => path);
    for (const path of ["LICENSE", "README.md", "CHANGELOG.md", "cli/anycast.mjs", "dist/index.js", "dist/index.d.ts"])
      expect(paths).toContain(path);
    const other =
      /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|cli\/anycast\.mjs|routers\/programs\/[\w-]+\.(mjs|py|sh)|dist\/.+\.(js|d\.ts|js\.map)|dist\/node\/packages\/[\w-]+\.cjs)$/;
    expect(paths.filter((path) => !other.test(path))).toEqual([]);
  });

  it("holds nothing that was compiled from a source that is gone", () => {
    const source = (path: string) => /^dist\/(?!node\/|packages\/)(.+)\.(?:js|d\.ts|js\.map)$/.exec(path)?.[1];
    const compiled = packed.files.flatMap(({ path }) => source(path) ?? []);
    expect(compiled.length).toBeGreaterThan(100);
    expect(compiled.filter((path) => !existsSync(kit(`${path}.ts`)))).toEqual([]);
  });

  it("holds nothing in dist/node that no door leads to, and the licences of the packages that are joined there", () => {
    const { exports } = JSON.parse(readFileSync(installed("package.json"), "utf8")) as {
      exports: Readonly<Record<string, { node?: string }>>;
    };
    const found = new Set(Object.values(exports).flatMap(({ node }) => (node ? [join(node)] : [])));
    expect(found.size).toBeGreaterThan(10);
    for (const file of found)
      for (const [, to] of readFileSync(installed(file), "utf8").matchAll(
        /(?:from|import|url\)\(|require\() ?["'](\.[^"']+)["']/g,
      ))
        if (existsSync(installed(join(file, "..", to)))) found.add(join(file, "..", to));
    const shipped = packed.files.map(({ path }) => path).filter((path) => /^dist\/node\/.*js$/.test(path));
    expect(shipped.filter((path) => !found.has(path) && !path.includes("/packages/"))).toEqual([]);
    const inlined = packed.files.map(({ path }) => path).filter((path) => /^dist\/packages\/.*js$/.test(path));
    expect(inlined.length).toBeGreaterThan(0);
    for (const path of [...shipped.filter((each) => each.includes("/packages/")), ...inlined]) {
      const text = readFileSync(installed(path), "utf8");
      const isHelper = text.length < 1000; // of esbuild, for the files beside it
      if (!isHelper) expect(text, path).toMatch(/^\/\*\n[^]*(Permission is hereby granted|Permission to use|MIT)/);
    }
  });

  it("can be bundled for a browser, with all that it does not fetch itself", async () => {
    const program = [
      'import { compareHosts, generateInternet } from "anycast-kit";',
      "const { graph } = generateInternet({ ases: 300, seed: 2 });",
      "globalThis.said = JSON.stringify(compareHosts({ topology: graph, count: 8 }));",
    ].join("\n");
    const stdin = { contents: program, resolveDir: folder };
    const built = await build({ stdin, bundle: true, write: false, platform: "browser", logLevel: "silent" });
    const inBrowser: { said?: string } = {};
    runInNewContext(built.outputFiles[0].text, inBrowser);
    writeFileSync(join(folder, "hosts.mjs"), `${program}\nconsole.log(globalThis.said);`);
    expect(inBrowser.said).toBe(run(process.execPath, ["hosts.mjs"]).trim());
    expect(inBrowser.said).toContain('"pageRank"');
  });

  it("is one library, whichever door is used, and loads what draws when it draws", () => {
    const program = [
      'import Module from "node:module";',
      'import * as top from "anycast-kit"; import * as routing from "anycast-kit/routing"; import * as figures from "anycast-kit/figures"; import * as anycast from "anycast-kit/anycast";',
      "const doors = { routing, figures, anycast };",
      "const differ = Object.values(doors).flatMap((door) => Object.keys(door).filter((name) => name in top && top[name] !== door[name]));",
      "const loaded = () => Object.keys(Module._cache).map((file) => file.split(/[\\\\/]/).at(-1)).filter((file) => file.endsWith('.cjs') && /plot|d3|linkedom/.test(file)).sort();",
      "const before = loaded();",
      "figures.mapFigure({ name: 'm', title: 't', sites: [{ ...top.city('London'), name: 'A' }] });",
      "console.log(JSON.stringify({ differ, before, after: loaded() }));",
    ];
    writeFileSync(join(folder, "one.mjs"), program.join("\n"));
    const said = JSON.parse(run(process.execPath, ["one.mjs"])) as { differ: []; before: []; after: string[] };
    expect(said).toMatchObject({ differ: [], before: [] });
    expect(said.after).toContain("d3.cjs");
    expect(said.after).not.toContain("observablehq-plot.cjs");
  });

  it("has the sources inside its source maps, so that no map leads nowhere", () => {
    for (const { path } of packed.files.filter(({ path }) => path.endsWith(".map"))) {
      const map = JSON.parse(readFileSync(installed(path), "utf8")) as { sources: []; sourcesContent?: [] };
      expect(map.sourcesContent?.length, path).toBe(map.sources.length);
    }
  });

  it("depends on few packages, none of Jupyter's or of a page's tool chain", () => {
    const { dependencies } = JSON.parse(readFileSync(installed("package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const names = Object.keys(dependencies);
    expect(names.length).toBeLessThanOrEqual(12);
    // The last two become part of the library: lib/inlined-packages.mjs.
    for (const name of ["tslab", "esbuild", "shiki", "markdown-it", "graphology-metrics", "tinyqueue"]) {
      expect(names).not.toContain(name);
      expect(existsSync(join(folder, "node_modules", name)), name).toBe(false);
    }
  });

  it("exports at most 250 names at its top, the five programs' among them", () => {
    const text = readFileSync(installed("dist/index.d.ts"), "utf8");
    const names = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) =>
      list.split(",").filter(Boolean),
    );
    expect(text).not.toMatch(/export \*/);
    expect(names.length).toBeGreaterThan(150);
    expect(names.length).toBeLessThanOrEqual(250);
  });

  it("passes publint", () => {
    execFileSync(join(repository, "node_modules/.bin/publint"), ["--strict", join(at, packed.filename)], {
      stdio: "pipe",
    });
  });

  it("has types that resolve in every way but require() under CommonJS types (arethetypeswrong)", () => {
    const attw = join(repository, "node_modules/.bin/attw");
    execFileSync(attw, [join(at, packed.filename), "--ignore-rules", "cjs-resolves-to-esm"], { stdio: "pipe", env });
  });
});

describe("the programs of its README", () => {
  const programs = shownPrograms();
  beforeAll(() => programs.forEach(({ file, code }) => writeFileSync(join(folder, file), code)));

  const typescripts = [
    ["today's TypeScript, nodenext", "typescript", ["--module", "nodenext", "--types", "node"]],
    ["TypeScript 5.0.4, node10", "typescript-504", ["--module", "esnext", "--moduleResolution", "node10"]],
  ] as const;
  const compile = (which: string, args: readonly string[], files: readonly string[]) => {
    const nodeTypes = ["--typeRoots", join(repository, "node_modules/@types"), "--types", "node", "--skipLibCheck"];
    const common = ["--target", "es2022", "--strict", ...nodeTypes, "--noEmitOnError", ...args];
    try {
      return run(process.execPath, [join(repository, "node_modules", which, "bin/tsc"), ...common, ...files]);
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };

  it.each(typescripts)("compile under %s, strictly", (_name, which, args) => {
    expect(programs.map(({ file }) => file)).toEqual(["shares.ts", "why.ts", "map.ts", "outage.ts", "prefixes.ts"]);
    expect(
      compile(
        which,
        args,
        programs.map(({ file }) => file),
      ),
    ).toBe("");
  });

  it.each(typescripts)("and so does a program that opens every door under %s", (_name, which, args) => {
    const { exports } = JSON.parse(readFileSync(installed("package.json"), "utf8")) as { exports: object };
    const doors = Object.keys(exports).filter((door) => door !== "./package.json");
    const text = doors.map((door, i) => `import * as door${i} from "anycast-kit${door.slice(1)}";\nvoid door${i};`);
    writeFileSync(join(folder, "doors.ts"), `${text.join("\n")}\n`);
    expect(compile(which, args, ["doors.ts"])).toBe("");
    run(process.execPath, ["doors.js"]);
  });

  const output = (name: string) =>
    run(process.execPath, [`${name}.js`])
      .trim()
      .split("\n");

  it("give shares that fill the Internet", () => {
    const lines = output("shares");
    expect(lines.map((line) => line.replace(/\d+ ASes, [\d.]+/, "N"))).toEqual(["A: N %", "B: N %"]);
    const ases = lines.map((line) => Number(/(\d+) ASes/.exec(line)?.[1]));
    expect(ases[0] + ases[1]).toBe(2000);
    expect(Math.min(...ases)).toBeGreaterThan(0);
  });

  it("say why an AS chose", () => {
    const [sentence, ...candidates] = output("why");
    expect(sentence).toMatch(/customer/);
    expect(candidates.sort()).toEqual(["site A by 30 64501", "site B by 20 64502"]);
  });

  it("draw a deployment into a well-formed SVG file", () => {
    expect(output("map")).toHaveLength(2);
    const svg = readFileSync(join(folder, "map.svg"), "utf8");
    const parser = new SaxesParser({ xmlns: true });
    const names = new Set<string>();
    parser.on("error", (error) => expect.fail(error.message));
    parser.on("opentag", ({ name, uri }) => names.add(`${uri} ${name}`));
    parser.write(svg).close();
    expect(names).toContain("http://www.w3.org/2000/svg svg");
    expect(names).toContain("http://www.w3.org/2000/svg path");
    expect(svg).toContain("Site A (Seattle) answers");
  });

  it("count an outage: a BFD detects it in about 900 ms, a hold timer in 90 s", () => {
    const [bfd, holdTimer] = output("outage").map((line) => Number(/: (\d+) of/.exec(line)?.[1]));
    expect(bfd).toBeGreaterThan(50);
    expect(bfd).toBeLessThan(150);
    expect(holdTimer).toBeGreaterThan(6000);
    expect(holdTimer).toBeLessThan(9500);
  });

  it("route two prefixes, the longer one first", () => {
    expect(output("prefixes")).toEqual(["192.0.2.0/24: AS60 uses site A", "192.0.2.0/23: AS60 uses site B"]);
  });
});

describe("its command", () => {
  it.each(["anycast-kit", "anycast"])("answers as npx %s", (name) => {
    const sites = ["--site", "A=5", "--site", "B=9"];
    const text = run("npx", [name, "catchment", "--as-rel", "internet.txt", ...sites, "--json"]);
    const { reached } = JSON.parse(text) as { reached: number };
    expect(reached).toBe(2000);
  });

  it("has the engineer's commands and none of the course's", () => {
    const help = run("npx", ["anycast-kit", "--help"]);
    const commands = [...help.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name]) => name);
    expect(commands.sort()).toEqual([
      "ask",
      "catchment",
      "compare",
      "converge",
      "data",
      "deployment",
      "explain",
      "generate",
      "help",
      "lab",
      "routers",
    ]);
  });
});
