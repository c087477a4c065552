import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossValidated, withoutProbes, withProbes } from "../../../lib/course/research/prediction/methods.js";
import { fitLogistic } from "../../../lib/course/research/prediction/logistic.js";
import { foldOf } from "../../../lib/course/research/prediction/folds.js";
import { LeakError, predictSites } from "../../../lib/course/research/prediction/predict.js";
import { questionOf } from "../../../lib/course/research/prediction/experiment.js";
import { experiment, facts, nothingSimulated, stubs } from "./world.js";

const others = [experiment("2_b_c", ["b", "c"]), experiment("3_a_c", ["a", "c"], { first: () => true })];
const pair = experiment("1_a_b", ["a", "b"]);
const input = (changed = pair, evidence = [pair, ...others]) => ({
  experiment: changed,
  evidence: evidence.map((each) => (each.name === changed.name ? changed : each)),
  facts,
  simulate: nothingSimulated,
});

describe("no prediction receives its own answer", () => {
  it("changing what an AS was seen to do leaves its own prediction bit-identical, in every method", () => {
    fc.assert(
      fc.property(fc.subarray(stubs, { minLength: 1, maxLength: 1 }), fc.boolean(), ([asn], alsoEvidence) => {
        const changed = experiment("1_a_b", ["a", "b"], { flip: [asn] });
        const evidence = alsoEvidence ? [pair, ...others] : others;
        for (const method of [
          withoutProbes,
          crossValidated,
          (each: ReturnType<typeof input>) => withProbes(each, 50),
        ]) {
          const own = (each: ReturnType<typeof input>) => method(each).find((prediction) => prediction.asn === asn);
          expect(own(input(changed, evidence))).toEqual(own(input(pair, evidence)));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("without probes nothing observed in the pair changes any prediction", () => {
    const all = experiment("1_a_b", ["a", "b"], { flip: stubs });
    expect(withoutProbes(input(all))).toEqual(withoutProbes(input(pair)));
  });

  it("the observations of other ASes do change predictions: the test above can fail", () => {
    const others49 = stubs.filter((asn) => asn !== stubs[0]);
    const changed = experiment("1_a_b", ["a", "b"], { flip: others49 });
    const of = (each: ReturnType<typeof input>) => crossValidated(each).find(({ asn }) => asn === stubs[0])!.site;
    expect(of(input(changed))).not.toBe(of(input(pair)));
  });

  it("an AS that is a probe cannot be predicted", () => {
    const question = questionOf(pair);
    const probes = new Map([[stubs[3], 0 as const]]);
    expect(() => predictSites({ question, ases: stubs, others, probes, facts, simulate: nothingSimulated })).toThrow(
      new LeakError(`AS${stubs[3]} is a probe in 1_a_b: it must not be predicted.`),
    );
  });

  it("an experiment with the same two sites, in whatever order, cannot be evidence", () => {
    const twin = experiment("9_b_a", ["b", "a"]);
    expect(() =>
      predictSites({
        question: questionOf(pair),
        ases: stubs,
        others: [twin],
        facts,
        simulate: nothingSimulated,
      }),
    ).toThrow(/9_b_a has the sites of 1_a_b/);
  });

  it("a question carries no observation", () => {
    expect(Object.keys(questionOf(pair)).sort()).toEqual(["name", "seenAlone", "sites"]);
  });
});

describe("predictSites", () => {
  it("learns from the other customers of a provider, and says so", () => {
    const predictions = crossValidated(input());
    expect(predictions.every(({ asn, site }) => pair.observed.get(asn) === site)).toBe(true);
    const reasons = predictions.map(({ reason }) => reason);
    expect(reasons.some((reason) => /^a, because .*(AS10, whose customers|it used)/.test(reason))).toBe(true);
  });

  it("predicts each AS once, from ASes of other folds", () => {
    const predictions = crossValidated(input());
    expect(predictions.map(({ asn }) => asn).sort((a, b) => a - b)).toEqual(stubs);
    expect(new Set(stubs.map((asn) => foldOf(asn, 5)))).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it("takes the stronger site by other pairs without observations: a beat c, c and b shared", () => {
    for (const { site, reason } of withoutProbes(input())) {
      expect(site).toBe(0);
      expect(reason).toBe("a, because it is the stronger of the two by other pairs, simulation and reach");
    }
  });

  it("is undecided where nothing speaks for either site", () => {
    const [first] = withoutProbes({ ...input(), evidence: [] });
    expect(first).not.toHaveProperty("site");
    expect(first.probability).toBe(0.5);
  });

  it("believes the site that more ASes were seen on paths to, where no pair is known", () => {
    const lonely = { ...pair, seenAlone: [[10, 11, 12], []] as [number[], number[]] };
    expect(withoutProbes({ ...input(), experiment: lonely, evidence: [] })[0].site).toBe(0);
  });
});

describe("fitLogistic", () => {
  it("finds the log-odds of a single piece of evidence, held back by the ridge", () => {
    // 100 ASes with evidence 1, 90 yes; 100 without, 10 yes; column 0 is the intercept.
    const rows = Array.from({ length: 200 }, (_, i) => (i < 100 ? [0, 1] : [0]));
    const starts = new Int32Array(201);
    rows.forEach((row, i) => (starts[i + 1] = starts[i] + row.length));
    const weights = fitLogistic({
      rows: { starts, columns: Int32Array.from(rows.flat()), width: 2 },
      learnFrom: Int32Array.from(rows.keys()),
      yes: Uint8Array.from(rows, (_row, i) => Number(i < 100 ? i < 90 : i < 110)),
      offset: 0,
      ridge: 4,
      intercept: 0,
    });
    expect(weights[0]).toBeCloseTo(Math.log(10 / 90), 0);
    expect(weights[0] + weights[1]).toBeCloseTo(Math.log(90 / 10), 0);
  });
});
