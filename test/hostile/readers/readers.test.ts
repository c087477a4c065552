// Files that have no end, or much more in them than they weigh: each reader stops with one sentence that says file and limit.
/* eslint-disable @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment -- lock.mjs has no types */
import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readAsGraphFile, readText, writeWhole } from "../../../lib/kit/files/index.js";
import { readCell } from "../../../lib/kit/cli/sweep/store.js";
import { readDesignComparison } from "../../../lib/kit/index.js";
import { readNetwork, readScenario } from "../../../lib/kit/routing/index.js";
import { parseJson } from "../../../lib/kit/topology/index.js";
import { readAsRel } from "../../../lib/kit/topology/caida/index.js";
// @ts-expect-error -- plain JavaScript, which runs before anything is compiled
import { startOf, takeLock } from "../../../lib/course/cli/lock.mjs";

const folder = mkdtempSync(join(tmpdir(), "anycast-readers-"));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pipe = (name: string) => spawnSync("mkfifo", [at(name)]).status === 0;

describe("a file", () => {
  it("that is a device, a pipe or too large is refused at once", async () => {
    await expect(readText("/dev/zero")).rejects.toThrow(/^\/dev\/zero is a device, not a file on a disk/);
    expect(pipe("pipe")).toBe(true);
    await expect(readText(at("pipe"))).rejects.toThrow(/is a pipe/);
    const sparse = openSync(at("sparse"), "w");
    ftruncateSync(sparse, 2e9);
    closeSync(sparse);
    await expect(readText(at("sparse"))).rejects.toThrow(/has 2000 MB; the limit is 100 MB\..*ANYCAST_MAX_MB=2000/);
    for (const name of ["/dev/zero", at("pipe")])
      await expect(readAsGraphFile(name)).rejects.toThrow(/device or a pipe/);
  });

  it("is never written through a link that lies at a temporary name", async () => {
    writeFileSync(at("victim"), "precious");
    for (const name of [`out.${process.pid}.tmp`, "out.tmp"]) symlinkSync(at("victim"), at(name));
    await writeWhole(at("out"), "new");
    expect(await readText(at("victim"))).toBe("precious");
    expect(await readText(at("out"))).toBe("new");
  });
});

describe("AS relationships", () => {
  const rejects = (text: string, message: RegExp, more = {}) =>
    expect(readAsRel(gzipSync(text), { file: "bomb.gz", ...more })).rejects.toThrow(message);
  it("stop at their limits", async () => {
    await rejects("1|2|-1\n".repeat(2000), /^bomb\.gz:1001: The file has more than 1000 links.*ANYCAST_MAX_LINKS/, {
      maxLinks: 1000,
    });
    await rejects(
      "\n".repeat(1_100_000),
      /^bomb\.gz:1000001: The file must have at most 1000000 comments and blank lines/,
    );
  });
  it("with a huge comment are read", async () => {
    const clique = Array.from({ length: 150_000 }, (_none, i) => i + 1).join(" ");
    const { header } = await readAsRel(`# input clique: ${clique}\n1|2|-1\n`);
    expect(header.clique).toHaveLength(150_000);
  });
});

describe("nested or huge values", () => {
  const deep = (n: number, open = "[", close = "]") => open.repeat(n) + close.repeat(n);
  it("in JSON end in a sentence with the line, before anything is parsed", () => {
    for (const inside of [deep(1e6), deep(1e6, '{"a":', "}").replace(":}", ":1}"), deep(501)])
      for (const read of [readScenario, readDesignComparison])
        expect(() => read(`{\n"x": ${inside}}`, { file: "deep.json" })).toThrow(
          /deep\.json.*(line 2.*)?Brackets are nested more than 500 deep/,
        );
    expect(() => readNetwork(`{"nodes": ${deep(1e6)}}`, { file: "deep.json" })).toThrow(/nested more than 500 deep/);
  });
  it("do not count brackets inside a string, or a string without an end, as nesting", () => {
    expect(parseJson(JSON.stringify({ a: '["'.repeat(2000) }))).toEqual({ a: '["'.repeat(2000) });
    expect(() => parseJson(`["${"[".repeat(2000)}`)).toThrow(/Unterminated string/);
  });
  it.each([
    ["nodes: " + "[".repeat(1e6), /nested more than 100 deep/],
    ["nodes: " + "{a: ".repeat(9e5), /nested more than 100 deep/],
    [
      "nodes:\n" + Array.from({ length: 2500 }, (_none, i) => `${" ".repeat(i + 1)}a:\n`).join(""),
      /nested more than 100/,
    ],
    [
      "nodes:\n" + Array.from({ length: 150 }, (_none, i) => `${"- ".repeat(i + 1)}a\n`).join(""),
      /nested more than 100/,
    ],
    ["nodes:\n  " + "- ".repeat(5e5) + "a\n", /nested more than 100/],
    ["nodes:\n  " + "? ".repeat(5e5) + "a\n", /nested more than 100/],
    ["nodes:\n" + "  r:\n".repeat(1e6), /at most 4 MB/],
    ["a0: &a0 [x, x]\n" + bomb(9) + "nodes: *a9\n", /Excessive alias count/],
  ])("in YAML likewise: %#", (text, message) => {
    expect(() => readNetwork(text, { file: "net.yml" })).toThrow(message);
  });
});

/** Ten references to a list of ten references to ... */
function bomb(levels: number): string {
  const level = (i: number) =>
    `a${i}: &a${i} [${Array(10)
      .fill(`*a${i - 1}`)
      .join(", ")}]\n`;
  return Array.from({ length: levels }, (_none, i) => level(i + 1)).join("");
}

it("a cell that is a pipe, a link or forged is ignored", () => {
  pipe("a.cell");
  symlinkSync("/dev/zero", at("b.cell"));
  writeFileSync(at("c.cell"), "x\n{");
  for (const key of ["a", "b", "c"]) expect(readCell(folder, key)).toBeUndefined();
});

describe("a lock", () => {
  it("of a process that has ended, or whose number another has got, does not count", async () => {
    expect(startOf(process.pid)).toBe(startOf(process.pid));
    for (const text of ["999999999 x\n", `${process.pid} another-start\n`, `${process.pid}\n`, "nonsense", "1 2 3\n"]) {
      writeFileSync(at("lock"), text);
      const lock = await takeLock(at("lock"), { patience: 1 });
      expect(lock).toBeDefined();
      lock.release();
    }
  });
  it("of a living process counts", async () => {
    writeFileSync(at("lock"), `${process.pid} ${startOf(process.pid)}\n`);
    expect(await takeLock(at("lock"), { patience: 0.5 })).toBeUndefined();
  });
});

it("text before a network's keyword does not hang the reader that asks which format it is", () => {
  const graph = 'graph [ node [ id 0 label "London" ] node [ id 1 label "Rome" ] edge [ source 0 target 1 ] ]';
  for (const before of ["\r".repeat(300), " \n".repeat(4000), "# x\n".repeat(2000), 'a "b" '.repeat(1500)])
    expect(readNetwork(before + graph).network.routers).toHaveLength(2);
  for (const never of ["\r".repeat(9000), "a ".repeat(5000), 'a "'.repeat(3000), "#\n".repeat(5000)])
    expect(() => readNetwork(never)).toThrow(/Unknown format: expected GraphML .*, JSON/);
});
