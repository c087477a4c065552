import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExperimentError, parseExperiments } from "../../../lib/course/research/prediction/experiment.js";

const good = {
  "2_x_y": {
    experiment: 2,
    sites: ["x", "y"],
    observed: { bgp: { "1": ["x"], "2": ["y"], "3": ["x", "y"] }, ping: { "1": ["x"], "2": ["x"] }, trace: {} },
    paths: { x: ["10", "20"], y: [], x_y: ["10"] },
  },
};
const parse = (json: unknown) => parseExperiments(JSON.stringify(json), "given.json");
/** The same with one field changed. */
interface Loose {
  sites: string[];
  observed: Partial<Record<string, Record<string, string[]>>>;
  paths?: Record<string, string[] | undefined>;
}
const changed = (change: (each: Loose) => void) => {
  const copy = structuredClone(good) as unknown as Record<string, Loose>;
  change(copy["2_x_y"]);
  return copy;
};

describe("parseExperiments", () => {
  it("keeps the ASes that all sources saw at one site, and those seen at both apart", () => {
    const [experiment] = parse(good);
    expect([...experiment.observed]).toEqual([[1, 0]]);
    expect(experiment.seenAtBoth).toEqual([2, 3]);
    expect(experiment.seenAlone).toEqual([[10, 20], []]);
  });

  it.each([
    ["a field that is missing", changed((each) => delete each.paths), "given.json, 2_x_y > paths: "],
    ["a third site", changed((each) => each.sites.push("z")), "given.json, 2_x_y > sites: "],
    ["a site twice", changed((each) => (each.sites = ["x", "x"])), "given.json, 2_x_y > sites: both are x."],
    [
      "an AS at a foreign site",
      changed((each) => (each.observed.ping!["7"] = ["z"])),
      "2_x_y > observed > ping > 7: z must be x or y.",
    ],
    [
      "an ASN that is none",
      changed((each) => (each.observed.bgp!["4294967296"] = ["x"])),
      "2_x_y > observed > bgp > 4294967296",
    ],
    ["a path that is no ASN", changed((each) => (each.paths!.x![1] = "AS7")), "2_x_y > paths > x > 1: not an ASN."],
    ["no list of one site", changed((each) => delete each.paths!.y), "2_x_y > paths > y: no list"],
    ["nobody observed", changed((each) => (each.observed = {})), "2_x_y > observed: no AS was observed."],
    ["an AS at no site", changed((each) => (each.observed.trace!["9"] = [])), "2_x_y > observed > trace > 9: no site."],
    ["no experiment", {}, "given.json has no experiments."],
    ["a list", [], "given.json, the whole: "],
  ])("names the file and the field of %s", (_what, json, message) => {
    expect(() => parse(json)).toThrow(ExperimentError);
    expect(() => parse(json)).toThrow(message);
  });

  it("reports invalid JSON", () => {
    expect(() => parseExperiments('{"2_x_y": ', "cut.json")).toThrow(/^cut\.json is not valid JSON: /);
  });

  it("answers any damaged text with one clear error or a whole result", () => {
    const text = JSON.stringify(good);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.string({ maxLength: 6 }), (at, cut, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + (cut % 20));
        try {
          for (const { observed } of parseExperiments(damaged, "f")) expect(observed).toBeInstanceOf(Map);
        } catch (error) {
          expect(error).toBeInstanceOf(ExperimentError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
