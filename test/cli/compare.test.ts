import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDesignComparison } from "../../lib/kit/anycast/designs/comparison/run.js";
import { namedDesigns, readComparisonFiles } from "../../lib/kit/cli/sweep/inputs.js";
import type { ComparisonReport } from "../../lib/kit/report/comparison/report.js";
import { repository } from "../needs.js";

let folder: string;
const anycast = (...words: string[]) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), ...words], {
    reject: false,
    cwd: folder,
  });
const compare = (...words: string[]) => anycast("compare", "--cache", join(folder, "cells"), ...words);
const report = (text: string) => JSON.parse(text) as ComparisonReport;

const small = {
  format: "anycast-comparison",
  version: 1,
  ases: 200,
  seeds: [1, 2, 3],
  sites: { A: { city: "New York", capacity: 80 }, B: { city: "London", capacity: 80 }, C: { city: "Singapore" } },
  demand: 100,
  designs: { global: { kind: "global" }, dns: { kind: "geodns" } },
  failures: [["A"], ["B", "C"]],
};
const write = (name: string, json: unknown) => {
  writeFileSync(join(folder, name), typeof json === "string" ? json : JSON.stringify(json));
  return name;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-compare-"));
  write("small.json", small);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("anycast compare", () => {
  it("shows designs side by side, with intervals over the seeds, and what each loss of sites does", async () => {
    const { exitCode, stdout, stderr } = await compare("small.json");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^measure +global +dns$/m);
    expect(stdout).toMatch(/^round trip, median \(ms\) +\d+\.\d\s±\s\d+\.\d +\d+\.\d\s±\s\d+\.\d$/m);
    expect(stdout).toMatch(/^B \(London\) and C \(Singapore\) fail$/m);
    expect(stderr).toMatch(/6 cells/);
  });

  it("gives JSON of plain numbers, the same bytes each time, and the command that makes it", async () => {
    const first = await compare("small.json", "--json");
    const out = ["--json", "out.json", "--html", "out.html", "--cache", join(folder, "other-cells")];
    const second = await compare("small.json", ...out);
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(second.stdout).toBe("The comparison is in out.json.\nThe comparison is in out.html.");
    expect(readFileSync(join(folder, "out.html"), "utf8")).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
    expect(readFileSync(join(folder, "out.json"), "utf8")).toBe(first.stdout + "\n");
    const { command, designs, rows, notModelled } = report(first.stdout);
    expect(command).toBe("npx anycast compare small.json");
    expect(designs.map(({ name }) => name)).toEqual(["global", "dns"]);
    expect(rows).toHaveLength(6);
    const { mean, low, high } = designs[0].measures.meanMs;
    expect(mean).toBeCloseTo(rows.slice(0, 3).reduce((sum, { meanMs }) => sum + meanMs, 0) / 3, 9);
    expect(low < mean && mean < high).toBe(true);
    expect(notModelled.length).toBeGreaterThan(3);
  });

  it("takes what a second file leaves out from the first, and names the file where two designs share a name", async () => {
    write("ecs.json", {
      format: "anycast-comparison",
      version: 1,
      dns: { ecs: true },
      designs: { dns: { kind: "geodns" } },
    });
    const { stdout } = await compare("small.json", "ecs.json", "--json");
    const { designs, inputs } = report(stdout);
    expect(designs.map(({ name }) => name)).toEqual(["global", "small: dns", "ecs: dns"]);
    expect(inputs[1].comparison).toEqual({
      ...inputs[0].comparison,
      dns: { ecs: true },
      designs: { dns: { kind: "geodns" } },
    });
  });

  it("takes an AS graph in place of generated ones, and says where its networks are taken to be", async () => {
    for (const file of ["net.txt", "net.json"]) await anycast("generate", "--ases", "400", "--seed", "9", file);
    const { stdout } = await compare("small.json", "--as-rel", "net.txt", "--json", "--html=net.html");
    const { graph, rows, command } = report(stdout);
    expect(graph).toMatchObject({ file: "net.txt", ases: 400 });
    expect(graph!.places).toMatch(/cities and users are random/);
    expect(readFileSync(join(folder, "net.html"), "utf8")).toContain("cities and users are random");
    expect(command).toBe("npx anycast compare small.json --as-rel net.txt");
    // Each seed is another placement.
    expect(new Set(rows.map(({ design, meanMs }) => `${design} ${meanMs}`)).size).toBe(6);
    const known = report((await compare("small.json", "--as-rel", "net.json", "--json")).stdout);
    expect(known.graph!.places).toMatch(/The cities are those of the AS graph/);
    expect(known.rows.map(({ seed }) => seed)).toEqual([1, 1]);
  });

  it("has examples in data/designs that fit, one of them of 10,000 ASes and 1,000 cities", async () => {
    const at = (name: string) => join(repository, "data", "designs", name);
    const files = await readComparisonFiles(["five-sites.json", "with-ecs.json", "one-carrier.json"].map(at));
    const names = namedDesigns(files).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["GeoDNS with ECS", "global, one carrier"]));
    const [{ comparison }] = await readComparisonFiles([at("eight-sites.json")]);
    expect(comparison).toMatchObject({ ases: 10_000, cities: 1000 });
    expect(readdirSync(join(repository, "data", "designs"))).toHaveLength(4);
  });

  it("has a first example in which no design is the best in everything, and the carriers decide which one is the fastest", async () => {
    const at = (name: string) => join(repository, "data", "designs", name);
    const [local, same] = await readComparisonFiles([at("five-sites.json"), at("one-carrier.json")]);
    const medians = ({ comparison }: typeof local, designs: readonly string[]) =>
      runDesignComparison(comparison, comparison.seeds[0], { designs }).map(({ p50Ms }) => p50Ms);
    const [global, regional] = medians(local, ["global", "regional"]);
    expect(regional).toBeLessThan(global - 10);
    const [globalOfOne, geoOfOne] = medians(same, ["global, one carrier", "GeoDNS, one carrier"]);
    expect(globalOfOne).toBeLessThan(geoOfOne);
  });

  it(
    "leaves what is there alone where it fails, and never writes over a comparison",
    { timeout: 180_000 },
    async () => {
      writeFileSync(join(folder, "kept.json"), "what was there");
      const { format, ...others } = small;
      write("turned.json", { ...others, format });
      write("double.json", JSON.stringify(small).replace('"C":', '"B":'));
      write(
        "doubled-design.json",
        '{"format":"anycast-comparison","version":1,"designs":{"x":{"kind":"global"},"x":{"kind":"geodns"}}}',
      );
      mkdirSync(join(folder, "folder"));
      const before = readdirSync(folder).sort();
      const own = readFileSync(join(folder, "small.json"), "utf8");
      for (const [words, message] of [
        [["small.json", "missing.json", "--json", "kept.json"], /File not found: missing\.json/],
        [["--json", "small.json", "ecs.json"], /small\.json is a comparison and is not overwritten/],
        [["small.json", "--json", "small.json"], /small\.json is a comparison and is not overwritten/],
        [["small.json", "--as-rel", "no.txt"], /File not found: no\.txt/],
        [["small.json", "--html", "no/folder/x.html"], /Folder not found: no\/folder/],
        [["small.json", "--html", "small.json/x.html"], /Folder not found: small\.json \(to write/],
        [
          ["small.json", "--html", "folder"],
          /folder is a folder\.\n {2}Name a file in it, such as folder\/report\.html/,
        ],
        [["small.json", "--html", ""], /--html: empty value/],
        [
          ["small.json", "--json", "one.out", "--html", "./one.out"],
          /--json and --html name the same file: \.\/one\.out\./,
        ],
        [["small.json", "--json", "./small.json"], /\.\/small\.json is a comparison and is not overwritten/],
        [["small.json", "--as-rel", "kept.json", "--json", "kept.json"], /kept\.json is an input/],
        [["small.json", "--json", "turned.json"], /turned\.json is a comparison and is not overwritten/],
        [
          ["small.json", "--cache", "kept.json"],
          /Cannot write to kept\.json: .*\n {2}Free some space, or name another/,
        ],
        [["double.json"], /double\.json: duplicate key sites\.B/],
        [["small.json", "doubled-design.json"], /doubled-design\.json: duplicate key designs\.x/],
        [["small.json", "--workers", "0"], /--workers must be an integer from 1/],
      ] as const) {
        const { exitCode, stdout, stderr } = await compare(...words);
        expect([exitCode, stdout]).toEqual([1, ""]);
        expect(stderr).toMatch(message);
      }
      expect(readFileSync(join(folder, "kept.json"), "utf8")).toBe("what was there");
      expect(readFileSync(join(folder, "small.json"), "utf8")).toBe(own);
      expect(readdirSync(folder).sort()).toEqual(before);
      expect(existsSync(join(folder, "true"))).toBe(false);
    },
  );
});
