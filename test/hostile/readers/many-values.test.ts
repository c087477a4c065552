// Files in which the same fault stands a million times, or whose work grows with the square of their size: each reader ends soon, with
// one sentence that names the file and the place, or with its result.
import { gzipSync } from "node:zlib";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { readNotebook } from "../../../lib/course/notebook/index.js";
import { parseExperiments } from "../../../lib/course/research/prediction/index.js";
import { readAses, readExperiments } from "../../../lib/course/research/validation/index.js";
import { readAtlas, readObservationTable, settleObservations } from "../../../lib/kit/files/index.js";
import { readDesignComparison } from "../../../lib/kit/index.js";
import { compareLab } from "../../../lib/kit/routers/index.js";
import { readNetwork, readScenario } from "../../../lib/kit/routing/index.js";
import { findAs, isSorted, parseAsRel } from "./as-rel-tools.js";

const folder = mkdtempSync(join(tmpdir(), "anycast-many-"));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const many = (text: string, times = 300_000) => Array<string>(times).fill(text).join(",");
const code = (more: string) =>
  `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":null,${more}}]}`;

describe("a fault that stands 300,000 times", () => {
  it.each<[string, (file: string) => unknown, RegExp]>([
    ["ASes of a scenario", (file) => readScenario(`{"format":"anycast-scenario","version":1,"name":"x","ases":[${many("{}")}]}`, { file }), /^f\.json: ases\[0\]\.asn: expected an ASN/], // prettier-ignore
    ["the last of its links", (file) => readScenario(`{"format":"anycast-scenario","version":1,"name":"x","ases":[{"asn":1},{"asn":2}],"announcements":[{"site":"A","origin":2}],"links":[${many('{"provider":1,"customer":2}', 2000)},${many("7")}]}`, { file }), /^f\.json: links\[2000\]: /], // prettier-ignore
    ["outputs of a cell", (file) => readNotebook(code(`"source":"","outputs":[${many("{}")}]`), { file }), /^f\.json, cell a: "outputs\.0/], // prettier-ignore
    ["lines of a cell", (file) => readNotebook(code(`"outputs":[],"source":[${many("0")}]`), { file }), /^f\.json, cell a: "source/], // prettier-ignore
    ["cells", (file) => readNotebook(`{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[${many("0")}]}`, { file }), /^f\.json: has 300000 cells; at most 20000/], // prettier-ignore
    ["seeds of a comparison", (file) => readDesignComparison(`{"format":"anycast-comparison","version":1,"seeds":[${many('"x"')}]}`, { file }), /^f\.json: /], // prettier-ignore
    ["nodes of a network", (file) => readNetwork(`{"nodes":[${many('{"pos":1}')}]}`, { file }), /^f\.json, nodes\[0\]/],
    ["routes of a lab", (file) => compareLab(`{"format":"anycast-predictions","version":1,"name":"x","routes":[${many("{}")}]}`, new Map(), file), /^f\.json: routes\[0\]\.node/], // prettier-ignore
    ["ASes of an experiment", (file) => parseExperiments(`{"0_A_B":{"sites":["A","B"],"observed":{},"paths":{"A":[${many("{}")}]}}}`, file), /^f\.json, 0_A_B > paths > A > 0/], // prettier-ignore
    ["results of Atlas", (file) => readAtlas(`[${many("{}")}]`, file), /^f\.json: result 1 has no prb_id/],
  ])("%s: is one sentence", (_what, read, message) => {
    let said: unknown;
    try {
      read("f.json");
    } catch (error) {
      said = error;
    }
    expect((said as Error).message).toMatch(message);
    expect((said as Error).message.length).toBeLessThan(400);
  });

  it("more values than are read are not parsed", () => {
    const text = `[${many("0", 10_100_000)}]`;
    for (const read of [readScenario, readDesignComparison])
      expect(() => read(text, { file: "f.json" })).toThrow(/^f\.json.* has more than 10000000 values/);
    expect(() => readNotebook(text, { file: "f.json" })).toThrow(/^f\.json: .*10000000 values/);
  });
});

describe("work that must not grow with the square:", () => {
  it("lines of duplicate links behind many comments", () => {
    const { findings } = parseAsRel("\n".repeat(900_000) + "1|2|-1\n".repeat(200_000));
    const twice = findings.find(({ kind }) => kind === "duplicate-link");
    expect(twice).toMatchObject({ count: 199_999 });
    expect(twice!.examples[0]).toMatchObject({ line: 900_002 });
  });

  it("a graph that is mostly provider cycles", () => {
    const links = new Set<string>();
    for (let i = 0, state = 1; i < 250_000; i++) {
      state = (state * 48271) % 2147483647;
      const [a, b] = [1 + (state % 700), 1 + ((state >> 11) % 700)];
      if (a !== b) links.add(`${a}|${b}|-1`);
    }
    const { graph, findings } = parseAsRel([...links].join("\n") + "\n");
    expect(isSorted(graph)).toBe(true);
    expect(findings.find(({ kind }) => kind === "provider-cycle")!.count).toBeGreaterThan(1000);
    expect(findAs(graph, 1)).toBe(0);
  });

  it("patterns of sites with five stars", () => {
    const patterns = { A: ["*a*a*a*a*b"], B: ["x*y*z"] };
    const settle = (seen: string) =>
      settleObservations([{ asn: 1, seen }], { sites: ["A", "B"], patterns }).observed.get(1);
    expect(settle("a".repeat(1_000_000))).toBeUndefined();
    expect(settle(`${"a".repeat(1_000_000)}b`)?.has("A")).toBe(true);
    expect(settle("X--Y--Z")?.has("B")).toBe(true);
    expect(settle("xyz")?.has("B")).toBe(true);
    for (const other of ["xy", "xzy", "yz", "xyzz "]) expect(settle(other)).toBeUndefined();
  });

  it("quotes that are never closed in what a router printed", () => {
    const predictions =
      '{"format":"anycast-predictions","version":1,"name":"x","routes":[{"node":"r","prefix":"192.0.2.0/24"}]}';
    for (const text of [`{"a": "${'\\"'.repeat(1_000_000)}`, `{${'"'.repeat(1_000_001)}`, "{".repeat(1_000_000)])
      expect(() => compareLab(predictions, new Map([["r", text]]))).toThrow(
        /what r printed is neither [^]* or its end/,
      );
  });

  it("lines and columns of a table", () => {
    expect(() => readObservationTable(`asn,site${",".repeat(1e7)}\n`, "t.csv")).toThrow(/^t\.csv:1: the line has more/);
    expect(readObservationTable('asn,site\n"AS1", "A"\n\n2,\n3,B\n', "t.csv")).toEqual([
      { asn: 1, seen: "A", weight: 1 },
      { asn: 3, seen: "B", weight: 1 },
    ]);
  });
});

describe("a file of experiments or ASes", () => {
  it("that has no end, or unpacks to more than it weighs, is refused", async () => {
    expect(spawnSync("mkfifo", [at("pipe")]).status).toBe(0);
    writeFileSync(at("bomb.gz"), gzipSync(Buffer.alloc(150e6, 32)));
    for (const read of [readExperiments, readAses]) {
      await expect(read("/dev/zero")).rejects.toThrow(/^\/dev\/zero is a device/);
      await expect(read(at("pipe"))).rejects.toThrow(/is a pipe/);
      await expect(read(at("bomb.gz"))).rejects.toThrow(/bomb\.gz unpacks to more than 100 MB, the limit/);
    }
  });
});
