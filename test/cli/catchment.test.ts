import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readScenario, steadyStatesOf } from "../../lib/kit/routing/scenario/index.js";
import { repository } from "../needs.js";

// 1 and 2 sell transit, and peer; site A (8) is a customer of 3 under 1, site B (9) of 2.
const asRel = "1|2|0\n1|3|-1\n3|8|-1\n2|9|-1\n1|7|-1\n2|7|-1\n";
let folder: string;
let file: string;
const anycast = (...words: string[]) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), ...words], {
    reject: false,
    cwd: folder,
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-catchment-"));
  file = join(folder, "small.as-rel.txt.gz");
  writeFileSync(file, gzipSync(asRel));
  writeFileSync(join(folder, "two.json"), JSON.stringify(two));
});
/** A more specific prefix at C; with what only anycast converge has a use for. */
const two = {
  format: "anycast-scenario",
  version: 1,
  ases: [1, 2, 8, 9].map((asn) => ({ asn })),
  links: [{ peers: [1, 2] }, { provider: 1, customer: 8 }, { provider: 2, customer: 9 }],
  announcements: [
    { site: "A", origin: 8 },
    { site: "B", origin: 9 },
    { site: "C", origin: 8, prefix: "192.0.2.0/25" },
  ],
  events: [{ at: 5, kind: "site-down", site: "A" }],
  convergence: { start: "settled" },
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("anycast catchment", () => {
  it("uses the routers inside ASes, as the routers command does", async () => {
    const scenario = join(repository, "test", "routers", "scenarios", "igp-cost-of-links.json");
    const { catchments } = steadyStatesOf(readScenario(readFileSync(scenario, "utf8")))[0];
    const { stdout } = await anycast("catchment", scenario, "--json");
    expect((JSON.parse(stdout) as { catchments: unknown }).catchments).toEqual(catchments);
  });
  it("prints a table of sites", async () => {
    const { stdout, exitCode, stderr } = await anycast("catchment", "--as-rel", file, "--site", "A=8", "--site", "B=9");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Site {2}ASes {3}Share\nA {8}3 {2}50\.0 %\nB {8}3 {2}50\.0 %\n/);
  });

  it("prints JSON with the counts and the times", async () => {
    const { stdout } = await anycast(
      "catchment",
      "--as-rel",
      file,
      "--site",
      "A=8",
      "--site",
      "B=9,prepend=2",
      "--json",
    );
    const result = JSON.parse(stdout) as { timing: Record<string, number> };
    expect(result).toMatchObject({ ases: 6, links: 6, reached: 6, catchments: { A: 4, B: 2 } });
    expect(Object.keys(result.timing)).toEqual(["readMs", "indexMs", "solveMs"]);
  });

  it("writes every AS's path, and leaves nothing else behind", async () => {
    const paths = join(folder, "paths.csv");
    await anycast("catchment", "--as-rel", file, "--site", "A=8", "--paths", paths);
    expect(readFileSync(paths, "utf8")).toBe(
      "asn,site,as_path\n1,A,3 8\n2,A,1 3 8\n3,A,8\n7,A,1 3 8\n8,A,\n9,A,2 1 3 8\n",
    );
    expect(readdirSync(folder).sort()).toEqual(["paths.csv", "small.as-rel.txt.gz", "two.json"]);
  });

  it("counts the ASes that may use several sites", async () => {
    const { stdout } = await anycast(
      "catchment",
      "--as-rel",
      file,
      "--site",
      "A=3",
      "--site",
      "B=9",
      "--tie-break",
      "all",
      "--json",
    );
    expect(JSON.parse(stdout)).toMatchObject({ severalSites: 1 });
  });

  it("takes a scenario file, with events or without, and answers for each of its prefixes", async () => {
    const table = await anycast("catchment", "two.json", "--paths", "two.csv");
    expect([table.exitCode, table.stderr]).toEqual([0, ""]);
    expect(table.stdout).toMatch(
      /^192\.0\.2\.0\/25\nSite.*\nC {8}4 .*\n\n192\.0\.2\.0\/24\nSite.*\nA {8}2 .*\nB {8}2 /,
    );
    expect(readFileSync(join(folder, "two.csv"), "utf8").split("\n", 2)).toEqual([
      "prefix,asn,site,as_path",
      "192.0.2.0/25,1,C,8",
    ]);
    rmSync(join(folder, "two.csv"));
    const { stdout } = await anycast("catchment", "two.json", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      ases: 4,
      prefixes: [
        { prefix: "192.0.2.0/25", reached: 4, catchments: { C: 4 } },
        { prefix: "192.0.2.0/24", catchments: { A: 2, B: 2 } },
      ],
    });
  });

  it.each([
    [["--as-rel", "nowhere.txt", "--site", "A=8"], /File not found: nowhere\.txt/],
    [["--as-rel", ".", "--site", "A=8"], /is a folder/],
    [["--as-rel", "small.as-rel.txt.gz", "--site", "A=5"], /Site A: origin AS5 is not in the graph/],
    [["--as-rel", "small.as-rel.txt.gz", "--site", "A=8", "--site", "A=9"], /Duplicate site A/],
    [["--as-rel", "small.as-rel.txt.gz", "--site", "A=8,via=2"], /Site A: AS2 is not a neighbour of AS8/],
    [["--as-rel", "small.as-rel.txt.gz", "--site", "8"], /--site 8: must begin with NAME=ASN/],
    [["--as-rel", "small.as-rel.txt.gz", "--site", "A=8,prepend=x"], /prepend must be an integer \(got "x"\)/],
    [["--as-rel", "small.as-rel.txt.gz", "--site", "A=8,fast"], /unknown option "fast"/],
    [["--as-rel", "small.as-rel.txt.gz", "--site", "A=8", "--tie-break", "coin"], /Unknown --tie-break coin/],
    [["--as-rel", "small.as-rel.txt.gz"], /No scenario given\.[^]*--site NAME=ASN/],
    [["two.json", "--as-rel", "small.as-rel.txt.gz"], /A scenario file has its own ASes and sites\./],
    [["absent.json"], /File not found: absent\.json/],
    [["small.as-rel.txt.gz"], /small\.as-rel\.txt\.gz is not valid JSON/],
  ])("ends with a sentence and a code for %j", async (words, message) => {
    const { exitCode, stderr, stdout } = await anycast("catchment", ...words);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
  });

  it("names the line of a malformed file", async () => {
    writeFileSync(join(folder, "bad.txt"), "1|2|0\n1|2\n");
    const { stderr, exitCode } = await anycast("catchment", "--as-rel", "bad.txt", "--site", "A=1");
    expect(exitCode).toBe(1);
    expect(stderr).toContain('bad.txt:2: Expected "|" after the second ASN');
    rmSync(join(folder, "bad.txt"));
  });
});

describe("anycast explain", () => {
  it("says which rule removed each candidate", async () => {
    const { stdout, exitCode } = await anycast("explain", "--as-rel", file, "--site", "A=8", "--site", "B=9", "AS7");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "AS7 uses a provider route through AS2 to site B (AS path 2 9): AS path length eliminated 1 of 2 candidates.",
    );
    expect(stdout).toContain(
      "not used: site A by AS path 1 3 8 (provider): AS path length: its AS path has 3 ASNs, the best one 2",
    );
  });

  it("takes a scenario file", async () => {
    const { stdout } = await anycast("explain", "AS2", "two.json");
    expect(stdout).toMatch(
      /^192\.0\.2\.0\/25\nAS2 uses a peer route [^]*\n\n192\.0\.2\.0\/24\nAS2 uses a customer route/,
    );
    const { stdout: json } = await anycast("explain", "AS2", "two.json", "--json");
    expect(JSON.parse(json)).toMatchObject({ prefixes: [{ prefix: "192.0.2.0/25", asn: 2 }, { used: { site: "B" } }] });
  });

  it("refuses an AS that is not there", async () => {
    const { stderr, exitCode } = await anycast("explain", "--as-rel", file, "--site", "A=8", "77");
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^✖ \S+: AS77 is not in the graph of 6 ASes\.\n {2}Name one of them, such as AS1 or AS2/),
    ]);
  });
});
