import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DesignComparisonError, readDesignComparison } from "../../../lib/kit/anycast/designs/comparison/comparison.js";
import { meanInterval } from "../../../lib/kit/anycast/designs/mean-interval.js";
import { runDesignComparison } from "../../../lib/kit/anycast/designs/comparison/run.js";

const json = {
  format: "anycast-comparison",
  version: 1,
  ases: 300,
  seeds: [1, 2],
  sites: {
    A: { city: "New York", capacity: 60 },
    B: { city: "London", capacity: 60 },
    C: { city: "Singapore", providers: 2, capacity: 60 },
  },
  demand: 100,
  designs: {
    global: { kind: "global" },
    regional: {
      kind: "regional",
      regions: { west: { sites: ["A", "B"] }, east: { sites: ["C"], serves: ["asia", "oceania"] } },
    },
  },
  dns: { errors: { continent: 0.02 }, ttlSeconds: 60 },
  failures: [["A"], ["C"]],
};
const text = JSON.stringify(json);

const siteA = (spec: object) => JSON.stringify({ ...json, sites: { ...json.sites, A: spec } });
const withDesign = (x: object) => JSON.stringify({ ...json, designs: { x } });

describe("a comparison as JSON", () => {
  it("is read, run, and gives the same bytes every time", () => {
    const comparison = readDesignComparison(text);
    const rows = runDesignComparison(comparison, 1);
    expect(rows.map(({ design, prefixes }) => [design, prefixes])).toEqual([
      ["global", 1],
      ["regional", 2],
    ]);
    expect(rows[1].failures[1]).toMatchObject({ dead: ["C"], lost: 0, worstSeconds: 90 });
    expect(JSON.stringify(runDesignComparison(readDesignComparison(text), 1))).toBe(JSON.stringify(rows));
    expect(JSON.stringify(runDesignComparison(comparison, 2))).not.toBe(JSON.stringify(rows));
  });

  it.each([
    ["nothing", "invalid JSON"],
    [JSON.stringify({ ...json, ases: 7 }), "ases"],
    [JSON.stringify({ ...json, sites: {} }), "sites: must have at least one"],
    [JSON.stringify({ ...json, designs: { x: { kind: "magic" } } }), "designs.x"],
    [JSON.stringify({ ...json, dns: { errors: { city: 2 } } }), "dns.errors.city"],
    [JSON.stringify({ ...json, extra: 1 }), "extra"],
    [JSON.stringify({ ...json, sites: undefined }), "sites: expected an object { ... }, but it is missing. Add"],
    [JSON.stringify({ ...json, seeds: [1, 2, 1] }), "seeds: duplicate 1"],
    [siteA({ city: "New Yrok" }), 'sites.A: Unknown city "New Yrok"; the table has 543 cities. Did you mean New York'],
    [siteA({ city: "LHR" }), "sites.B: Site A is also in London"],
    [withDesign({ kind: "hybrid", origin: "Z" }), "designs.x: Unknown site Z; sites are A, B, C"],
    [
      withDesign({ kind: "regional", regions: { r: { sites: ["A", "B"] } } }),
      "designs.x: Site C is in no region. Put each site in a region",
    ],
    [
      JSON.stringify({ ...json, dns: { errors: { city: 0.9, country: 0.2 } } }),
      "dns: DNS errors: the probabilities must sum to",
    ],
    [JSON.stringify({ ...json, failures: [["A"], ["Q"]] }), "failures[1]: Unknown site Q"],
    [JSON.stringify({ ...json, failures: [["A", "B", "C"]] }), "failures[0]: Every site fails"],
    [JSON.stringify({ ...json, failures: [["B"], ["A", "A"]] }), "failures[1]: Duplicate site A"],
    [
      JSON.stringify({
        ...json,
        failures: [
          ["A", "B"],
          ["B", "A"],
        ],
      }),
      "failures[1]: The same sites fail in failures[0]",
    ],
    [text.replace('"B":', '"A":'), "duplicate key sites.A. Rename or remove one"],
    [text.replace('"seeds":[1,2]', '"seeds":[1],"seeds":[2]'), "duplicate key seeds"],
    ["[]", "expected a JSON object { ... }"],
    [siteA({ city: "New York", capacity: 0 }), "sites.A.capacity: Too small: must be more than 0, got 0"],
    [JSON.stringify({ ...json, designs: { "": { kind: "global" } } }), "designs.: A design has no name"],
    [withDesign({ kind: "global", local: ["A", "B", "C"] }), "designs.x: At least one site must not be a local node"],
    [JSON.stringify({ ...json, seeds: [] }), "seeds: Too small"],
    [JSON.stringify({ ...json, dns: { ttlSeconds: -1 } }), "dns.ttlSeconds: Too small"],
  ])("is refused with the field: %.30s", (bad, field) => {
    expect(() => readDesignComparison(bad, { file: "my.json" })).toThrow(DesignComparisonError);
    expect(() => readDesignComparison(bad, { file: "my.json" })).toThrow(field);
    expect(() => readDesignComparison(bad, { file: "my.json" })).toThrow("my.json: ");
  });

  it("is refused at once for more seeds than anybody has time for, however many", () => {
    const seeds = Array.from({ length: 1_000_000 }, (_none, i) => i);
    expect(() => readDesignComparison(JSON.stringify({ ...json, seeds }))).toThrow("seeds: Too big");
    expect(readDesignComparison(JSON.stringify({ ...json, seeds: seeds.slice(0, 10_000) })).seeds).toHaveLength(10_000);
  });

  it("may use one key in two objects, and any text as a name", () => {
    const name = 'a "quoted", {odd}: [name] \\';
    const odd = { ...json, designs: { [name]: { kind: "global" }, kind: { kind: "geodns" } } };
    expect(Object.keys(readDesignComparison(JSON.stringify(odd)).designs)).toEqual([name, "kind"]);
  });

  it("has local nodes beside the same sites all global", () => {
    const designs = { all: { kind: "global" }, some: { kind: "global", local: ["C"] } };
    const [all, some] = runDesignComparison(readDesignComparison(JSON.stringify({ ...json, designs })), 1);
    const demandOfC = ({ sites }: typeof all) => sites.find(({ site }) => site === "C")!.demand;
    expect(demandOfC(some)).toBeLessThan(demandOfC(all) / 2);
  });

  it("tells how full the fullest site is after each loss", () => {
    const roomy = { ...json, demand: 60, failures: [["C"], ["A", "B"]] };
    const [{ highestUtilisation, failures }] = runDesignComparison(readDesignComparison(JSON.stringify(roomy)), 1);
    expect(highestUtilisation).toBeLessThan(0.99);
    // One site is left, and can serve just what all ask.
    expect(failures[1].highestUtilisation).toBeCloseTo(1, 9);
  });

  it("is read or refused whatever the text", () => {
    const key = fc.constantFrom(...Object.keys(json), "x");
    fc.assert(
      fc.property(key, fc.jsonValue(), (name, value) => {
        try {
          readDesignComparison(JSON.stringify({ ...json, [name]: value }));
        } catch (error) {
          expect(error).toBeInstanceOf(DesignComparisonError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a mean over seeds", () => {
  it("has a 95 % interval by Student's t", () => {
    const { mean, low, high } = meanInterval([1, 2, 3, 4]);
    expect(mean).toBe(2.5);
    expect(high - mean).toBeCloseTo(3.182 * Math.sqrt(5 / 3 / 4), 9);
    expect(mean - low).toBeCloseTo(high - mean, 12);
    expect(meanInterval([7])).toEqual({ mean: 7, low: 7, high: 7 });
    expect(() => meanInterval([])).toThrow("must not be empty");
  });
});
