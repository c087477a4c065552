import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellsOf, cellsOfShard, namedDesigns, parseShard, readComparisonFiles } from "../../lib/kit/cli/sweep/index.js";
import { repository } from "../needs.js";

let folder: string;
const compare = (...words: string[]) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), "compare", "five.json", ...words], {
    reject: false,
    cwd: folder,
  });
const five = {
  format: "anycast-comparison",
  version: 1,
  ases: 150,
  seeds: [1, 2, 3, 4, 5],
  sites: { A: { city: "New York" }, B: { city: "London" }, C: { city: "Singapore" } },
  designs: { global: { kind: "global" }, dns: { kind: "geodns" } },
  failures: [["A"], ["B"]],
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-shard-"));
  writeFileSync(join(folder, "five.json"), JSON.stringify(five));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cellsIn = (cache: string) => readdirSync(cache).filter((name) => name.endsWith(".cell"));

describe("anycast compare --shard", () => {
  it("gives four processes one part each; with one of them killed and started again, the merged report is the same", async () => {
    const cache = join(folder, "shared");
    const shard = (i: number) => compare("--cache", cache, "--workers", "1", "--shard", `${i}/4`);
    const killed = shard(1);
    await expect.poll(() => cellsOrNone(cache), { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
    killed.kill("SIGKILL");
    const others = await Promise.all([2, 3, 4].map(shard));
    expect(others.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(others[0].stdout).toBe(`Shard 2 of 4: its 2 of 10 cells are in ${cache}.`);
    await killed;
    // What the killed one had not finished is missing, and named.
    if (cellsIn(cache).length < 10) {
      const early = await compare("--cache", cache, "--merge");
      expect(early.exitCode).toBe(1);
      expect(early.stderr).toMatch(/✖ \d of 10 cells are missing in .*: (?:global|dns), seed \d/);
    }
    expect((await shard(1)).exitCode).toBe(0);
    expect(cellsIn(cache)).toHaveLength(10);
    const merged = await compare("--cache", cache, "--merge", "--json");
    const alone = await compare("--cache", join(folder, "alone"), "--json");
    expect([merged.exitCode, alone.exitCode]).toEqual([0, 0]);
    expect(merged.stdout).toBe(alone.stdout);
  });

  it("names a cell that no shard has computed", async () => {
    const cache = join(folder, "part");
    await compare("--cache", cache, "--shard", "2/2");
    const { exitCode, stderr, stdout } = await compare("--cache", cache, "--merge");
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("6 of 10 cells are missing");
    expect(stderr).toContain("global, seed 1; global, seed 3; global, seed 5; ...");
  });

  it("divides the cells without rest, whatever the number of shards, and keeps an Internet in one", async () => {
    const named = namedDesigns(await readComparisonFiles([join(folder, "five.json")]));
    const cells = cellsOf(named, { code: "x" });
    for (const of of [1, 2, 3, 5, 7, 10, 13]) {
      const shards = Array.from({ length: of }, (_none, i) => cellsOfShard(cells, { number: i + 1, of }));
      expect(new Set(shards.flat()).size).toBe(cells.length);
      expect(shards.flat()).toHaveLength(cells.length);
      if (of <= 5)
        for (const seed of five.seeds)
          expect(shards.filter((each) => each.some((cell) => cell.seed === seed))).toHaveLength(1);
    }
  });

  it.each(["0/4", "5/4", "1", "1/0", "a/b", "1/99999", "-1/2"])("refuses --shard %s", (text) => {
    expect(() => parseShard(text)).toThrow(`--shard must be i/n, with i from 1 to n (got ${text}).`);
  });

  it("makes no report of a shard", async () => {
    const { exitCode, stderr } = await compare("--shard", "1/2", "--json");
    expect([exitCode, stderr]).toEqual([
      1,
      "✖ A shard makes no report.\n  Run all shards, then the same command with --merge in the place of --shard.",
    ]);
  });
});

function cellsOrNone(cache: string): number {
  try {
    return cellsIn(cache).length;
  } catch {
    return 0;
  }
}
