import { readFileSync } from "node:fs";
import { csvParse } from "d3-dsv";
import { beforeAll, describe, expect, it } from "vitest";
import { commandInFolder } from "./in-folder.js";

const { anycast, at, write } = commandInFolder("predict");

/** Site A behind AS10, B behind AS20; each has ten customers with eight stubs, and the odd stubs of all have both. */
const stubs = Array.from({ length: 160 }, (_, i) => 1000 + i);
const middle = (asn: number) => (asn % 2 === 0 ? 100 : 200) + (Math.floor(asn / 2) % 10);
beforeAll(() => {
  const links = ["10|20|0", "10|1|-1", "20|2|-1"];
  for (let i = 0; i < 10; i++) links.push(`10|${100 + i}|-1`, `20|${200 + i}|-1`, `10|${200 + i}|-1`);
  for (const asn of stubs) links.push(`${middle(asn)}|${asn}|-1`);
  write("graph.txt", links.join("\n") + "\n");
  // What was measured: everything behind 200 to 209 uses B, although AS10 sells them transit too.
  const ping = Object.fromEntries(stubs.slice(0, 60).map((asn) => [asn, [asn % 2 === 0 ? "A" : "B"]]));
  write("seen.json", JSON.stringify({ "0_A_B": { sites: ["A", "B"], observed: { ping }, paths: { A: [], B: [] } } }));
});

const sites = ["--as-rel", "graph.txt", "--site", "A=1", "--site", "B=2"];

describe("anycast predict", () => {
  it("predicts the ASes that were not observed from the observed ones, and writes them", async () => {
    const { exitCode, stdout, stderr } = await anycast("predict", "seen.json", ...sites, "--out", "out.csv");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Site {2}Observed {2}Predicted {2}Expected share\nA +30 +\d+ +\d+\.\d %\nB +30 /);
    const rows = csvParse(readFileSync(at("out.csv"), "utf8"));
    expect(rows.columns).toEqual(["asn", "site", "probability"]);
    expect(rows.map(({ asn }) => Number(asn))).not.toContain(1000);
    const unseen = rows.filter(({ asn }) => Number(asn) >= 1060);
    expect(unseen).toHaveLength(100);
    for (const { asn, site, probability } of unseen) {
      expect([asn, site]).toEqual([asn, Number(asn) % 2 === 0 ? "A" : "B"]);
      expect(Number(probability)).toBeGreaterThanOrEqual(0.8);
    }
  });

  it("abstains where it is not sure enough: more, the more is asked of it", async () => {
    const abstained = async (least: string) =>
      (JSON.parse((await anycast("predict", "seen.json", ...sites, "--json", "--least", least)).stdout) as { abstained: number }).abstained; // prettier-ignore
    expect(await abstained("0.5")).toBe(0);
    expect(await abstained("0.999999")).toBeGreaterThan(100);
  });

  it("names whom to observe next: none that was observed, and only observable ones", async () => {
    const next = async (...words: string[]) =>
      (JSON.parse((await anycast("predict", ...words, ...sites, "--json")).stdout) as { next: number[] }).next;
    const first = await next("--next", "4");
    expect(first).toHaveLength(4);
    const after = await next("seen.json", "--next", "30");
    expect(after).toHaveLength(30);
    expect(after.filter((asn) => asn >= 1000 && asn < 1060)).toEqual([]);
    write("probes.txt", "AS1100\n1000\n\n1101\n99999\n");
    expect((await next("seen.json", "--next", "30", "--among", "probes.txt")).sort()).toEqual([1100, 1101]);
  });

  it.each([
    [["seen.json", "--as-rel", "graph.txt", "--site", "A=1"], /Expected two sites/],
    [["seen.json", "--as-rel", "graph.txt", "--site", "A=1", "--site", "C=2"], /--site C is not in seen.json; its sites are A and B/], // prettier-ignore
    [["seen.json", "--as-rel", "graph.txt", "--site", "A=1", "--site", "B=77"], /B=77: AS77 is not in graph.txt/],
    [["--as-rel", "graph.txt"], /No sites/],
    [["seen.json", ...sites, "--least", "1"], /--least must be a number from 0.5 to below 1/],
    [["seen.json", ...sites, "--next", "0"], /--next must be an integer/],
    [["seen.json", ...sites, "--among", "probes.txt"], /--among needs --next/],
    [["seen.json", ...sites, "--next", "3", "--among", "graph.txt"], /graph.txt:1: expected an ASN/],
    [["seen.json", ...sites, "--as-sizes", "graph.txt"], /graph.txt:1: expected the columns asn/],
    [["seen.json", ...sites, "--out", "seen.json"], /seen.json is an input and is not overwritten/],
    [["none.json", ...sites], /none.json/],
  ])("ends with one error: %s", async (words, message) => {
    const { exitCode, stderr } = await anycast("predict", ...words);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.match(/✖/g)).toHaveLength(1);
  });
});
