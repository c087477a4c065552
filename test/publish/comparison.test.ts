import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { designFidelity } from "../../lib/kit/anycast/designs/evaluate.js";
import { comparisonPage } from "../../lib/kit/report/comparison/page.js";
import { differencesTable, failuresTables, measuresTable } from "../../lib/kit/report/comparison/tables.js";
import { exampleComparison, exampleReport } from "./comparison-example.js";

const { report, pictures } = exampleReport();
const cellsOf = (text: string, row: string) =>
  text
    .split("\n")
    .find((line) => line.startsWith(row))
    ?.split(/ {2,}/);

describe("the report of a comparison", () => {
  it("holds each design's means with intervals that hold the mean, and what the model leaves out", () => {
    expect(report.designs.map(({ name }) => name)).toEqual(Object.keys(exampleComparison.designs));
    for (const { measures, failures } of report.designs) {
      for (const { mean, low, high } of Object.values(measures)) expect(low <= mean && mean <= high).toBe(true);
      expect(failures.map(({ dead }) => dead)).toEqual(exampleComparison.failures);
    }
    expect(report.notModelled).toBe(designFidelity.notModelled);
    expect(report.rows.some((row) => "picture" in row)).toBe(false);
  });

  it("differs from the first design seed by seed: nothing if both answer alike", () => {
    const { text } = differencesTable(report)!;
    // A hybrid has the global design's anycast front, and an origin behind it: the same round trips, longer user times.
    const column = text
      .split("\n")
      .find((line) => line.startsWith("measure"))!
      .split(/ {2,}/)
      .indexOf("hybrid");
    expect(cellsOf(text, "round trip, mean (ms)")![column]).toBe("0.0");
    expect(cellsOf(text, "user time, median (ms)")![column]).toMatch(/^\+\d/);
    expect(cellsOf(text, "addresses")![column]).toBe("+256 worse");
  });

  it("has one table for each loss of sites, with the cities", () => {
    expect(failuresTables(report).map(({ title }) => title)).toEqual([
      "A (New York) fails",
      "B (London) and C (Singapore) fail",
    ]);
  });

  it("says that all users of a hybrid whose origin fails are lost, not that they wait 0 s", () => {
    const [{ text }] = failuresTables(report);
    const column = cellsOf(text, "measure")!.indexOf("hybrid");
    const [lost, wait, worst] = ["lost (%)", "wait, mean (s)", "wait, worst (s)"].map(
      (row) => cellsOf(text, row)![column],
    );
    expect([lost, wait, worst]).toEqual(["100.0", "none", "none"]);
  });

  it("says none if no user is answered", () => {
    const row = { ...report.rows[0], meanMs: NaN };
    const one = { ...report, designs: report.designs.map((each) => ({ ...each, measures: {} })), rows: [row] };
    expect(cellsOf(measuresTable(one).text, "round trip, mean (ms)")![1]).toBe("none");
  });
});

describe("the page of a comparison", () => {
  const html = comparisonPage(report, { pictures });

  it("is the same bytes each time", () => expect(comparisonPage(report, { pictures })).toBe(html));

  it("names the command, each input with its hash, and takes no name for markup", () => {
    expect(html).toContain("npx anycast compare example.json --html OUT");
    expect(html).toContain(`SHA-256 <code class="digest">${"0".repeat(64)}</code>`);
    expect(parseHTML(html).document.querySelector("main b")).toBe(null);
    expect(html).toContain("each &lt;b&gt;site&lt;/b&gt; &amp; its address");
  });

  it("says what its numbers stand on, whether the file says it or not", () => {
    const text = parseHTML(html).document.querySelector("main")!.textContent;
    for (const told of [
      "If only the number of a site's providers is given: it buys from the largest carrier in its city",
      "DNS sees the resolver of the user's network.",
      "2 % in another part of the world.",
      "A resolver keeps an answer 60 s.",
      "routes converge within 90 s, and DNS returns another address after 30 s",
      "5 requests one after the other, 500 ms in the server",
      "A connection lasts 60 s; where BGP chooses among sites, a user's route changes 0.1 times a day",
      "1.6 times as long as the great circle",
    ])
      expect(text).toContain(told);
  });

  it("says it file by file where the files do not say the same", () => {
    const [input] = report.inputs;
    const dns = { ecs: true, choice: "latency", overstay: { share: 0.1, seconds: 3600 } } as const;
    const other = { ...input, file: "ecs.json", comparison: { ...input.comparison, dns } };
    const page = comparisonPage({ ...report, inputs: [input, other] }, { pictures });
    const assumed = parseHTML(page).document.querySelector('section[aria-labelledby="assumed"]')!.textContent;
    expect(assumed).toMatch(
      /example\.json[^]*60 s\.[^]*ecs\.json[^]*receives the user's subnet[^]*Geolocation is always correct[^]*fastest for/,
    );
    expect(assumed).toContain("A resolver keeps an answer 300 s; 10 % of the users have one that keeps it 3,600 s.");
  });

  it("says so where there are more sites than marks, and has them in its tables", () => {
    const cities = ["New York", "London", "Singapore", "Tokyo", "Paris", "Madrid", "Sydney", "Toronto", "Mumbai"];
    const sites = Object.fromEntries(cities.map((city, i) => ["ABCDEFGHI"[i], { city }]));
    const many = exampleReport({
      ...exampleComparison,
      sites,
      ases: 1000,
      seeds: [1],
      designs: { global: { kind: "global" } },
      failures: [["I"]],
    });
    const page = comparisonPage(many.report, many);
    expect(page).toContain("Maps and bars are drawn for up to eight sites");
    expect(page).toContain("I (Mumbai) fails");
  });
});
