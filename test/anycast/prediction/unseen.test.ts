import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  abstaining,
  brierScore,
  calibrationError,
  moderated,
  reliability,
} from "../../../lib/course/research/prediction/calibration.js";
import { questionOf } from "../../../lib/course/research/prediction/experiment.js";
import { drawProbes } from "../../../lib/course/research/prediction/folds.js";
import { nextToObserve, observeActively } from "../../../lib/course/research/prediction/next-to-observe.js";
import { logOddsAfter } from "../../../lib/course/research/prediction/pair-model.js";
import { chooseModelSettings, unseenModel } from "../../../lib/course/research/prediction/unseen-model.js";
import { unseenPair } from "../../../lib/course/research/prediction/unseen-pair.js";
import { validateUnseen } from "../../../lib/course/research/validation/unseen.js";
import { experiment, facts, nothingSimulated, providerOf, stubs } from "./world.js";

const simulators = { nothing: nothingSimulated };
const firstSite = () => true;
const evidence = [
  experiment("1_a_b", ["a", "b"]),
  experiment("2_b_c", ["b", "c"]),
  experiment("3_d_e", ["d", "e"], { first: firstSite }),
  experiment("4_e_f", ["e", "f"]),
  experiment("5_f_g", ["f", "g"]),
];
const [pair, touching, ...apart] = evidence;

describe("unseenPair", () => {
  it("learns from no experiment with either site", () => {
    expect(unseenPair(questionOf(pair), evidence, simulators).others.map(({ name }) => name)).toEqual([
      "3_d_e",
      "4_e_f",
      "5_f_g",
    ]);
  });

  it("nothing that was observed at its sites changes level, spread or settings; what was observed elsewhere does", () => {
    const before = unseenPair(questionOf(pair), evidence, simulators);
    const flipped = [
      experiment("1_a_b", ["a", "b"], { flip: stubs }),
      experiment("2_b_c", ["b", "c"], { first: firstSite }),
      ...apart,
    ];
    expect(unseenPair(questionOf(pair), flipped, simulators)).toEqual(before);
    const seenAlone = [[10, 11, 12, 13], []] as [number[], number[]];
    const reaching = { ...questionOf(pair), seenAlone };
    const nowhere = unseenPair(reaching, [], simulators);
    const elsewhere = unseenPair(reaching, evidence, simulators);
    expect(elsewhere.spread).not.toBe(nowhere.spread);
  });

  it("calls two sites near that nothing tells apart, and names the one with much more reach", () => {
    expect(unseenPair(questionOf(pair), evidence, simulators)).toMatchObject({ near: true, probability: 0.5 });
    const reach = Array.from({ length: 40 }, (_, i) => i + 1);
    const strong = { ...questionOf(pair), seenAlone: [reach, []] as [number[], number[]] };
    const similar = apart.map((each) => ({
      ...each,
      seenAlone: [reach, []] as [number[], number[]],
      observed: new Map(stubs.map((asn) => [asn, 0 as const])),
    }));
    const named = unseenPair(strong, similar, simulators);
    expect(named.near).toBe(false);
    expect(named.probability).toBeGreaterThan(0.9);
  });
});

describe("probabilities", () => {
  it("Brier: 0 for the truth, 1 for its opposite, a quarter for a half", () => {
    const outcomes = (probability: (first: boolean) => number) =>
      [true, false, true].map((first) => ({ first, probability: probability(first) }));
    expect(brierScore(outcomes(Number))).toBe(0);
    expect(brierScore(outcomes((first) => Number(!first)))).toBe(1);
    expect(brierScore(outcomes(() => 0.5))).toBe(0.25);
  });

  it("the reliability of outcomes drawn from their own probabilities lies on the diagonal", () => {
    // 1,000 outcomes in each of ten bins, as many of them first as the probability says.
    const outcomes = Array.from({ length: 10_000 }, (_, i) => {
      const bin = Math.floor(i / 1000);
      const probability = (bin + 0.5) / 10;
      return { probability, first: i % 1000 < probability * 1000 };
    });
    const bins = reliability(outcomes);
    expect(bins.map(({ ases }) => ases)).toEqual(Array.from({ length: 10 }, () => 1000));
    expect(calibrationError(bins)).toBeCloseTo(0, 9);
    const boastful = outcomes.map(({ probability, first }) => ({ probability: probability > 0.5 ? 1 : 0, first }));
    expect(calibrationError(reliability(boastful))).toBeCloseTo(0.25, 9);
  });

  it("abstains below the probability it is given, whichever site it would name", () => {
    const outcomes = [
      { probability: 0.95, first: true },
      { probability: 0.05, first: false },
      { probability: 0.4, first: true },
      { probability: 0.6, first: true },
    ];
    expect(abstaining(outcomes, 0.5)).toEqual({ least: 0.5, answered: 1, accuracy: 0.75 });
    expect(abstaining(outcomes, 0.9)).toEqual({ least: 0.9, answered: 0.5, accuracy: 1 });
    expect(abstaining(outcomes, 0.99)).toEqual({ least: 0.99, answered: 0 });
  });

  it("an uncertain level gives a probability nearer to a half, on the same side", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (level, spread) => {
          // prettier-ignore
          const sure = moderated(level, 0);
          const unsure = moderated(level, spread);
          expect(sure).toBeCloseTo(1 / (1 + Math.exp(-level)), 12);
          expect(Math.abs(unsure - 0.5)).toBeLessThanOrEqual(Math.abs(sure - 0.5) + 1e-12);
          if (Math.abs(level) > 1e-9) expect(Math.sign(unsure - 0.5)).toBe(Math.sign(sure - 0.5));
        },
      ),
    );
  });
});

describe("nextToObserve", () => {
  const options = { facts, simulators };
  const unseen = unseenPair(questionOf(pair), evidence, simulators);
  const model = unseenModel(stubs, unseen, chooseModelSettings(unseen, options), options);
  const siteOf = (row: number) => pair.observed.get(stubs[row])!;

  it("asks behind both providers first, and never twice", () => {
    const next = nextToObserve(model, new Map(), { count: 20 });
    expect(new Set(next).size).toBe(20);
    expect(new Set(next.slice(0, 2).map((row) => providerOf(stubs[row])))).toEqual(new Set([10, 20]));
    const asked = new Map(next.map((row) => [row, siteOf(row)]));
    expect(nextToObserve(model, asked, { count: 200 }).some((row) => asked.has(row))).toBe(false);
    expect(nextToObserve(model, asked, { count: 1000 })).toHaveLength(stubs.length - 20);
  });

  it("chooses among thousands of ASes after thousands were observed, within bounded memory", () => {
    const many = Array.from({ length: 30_000 }, (_, i) => 1000 + i);
    const large = unseenModel(many, unseen, { variance: 1, shared: true }, options);
    const asked = new Map(many.slice(0, 20_000).map((_asn, row) => [row, siteOf(row % 200)]));
    const next = nextToObserve(large, asked, { count: 5 });
    expect(new Set(next.filter((row) => row >= 20_000)).size).toBe(5);
  }, 60_000);

  it("asks only the ASes that can be asked", () => {
    const candidates = [3, 5, 7, 9];
    expect(nextToObserve(model, new Map(), { count: 10, candidates }).sort((a, b) => a - b)).toEqual(candidates);
    expect(nextToObserve(model, new Map(), { count: 10, candidates: [] })).toEqual([]);
  });

  it("knows every AS after few answers, and says the same each time", () => {
    const observed = observeActively(model, siteOf, { count: 6, batch: 2 });
    expect(observed.size).toBe(6);
    expect(observeActively(model, siteOf, { count: 6, batch: 2 })).toEqual(observed);
    const logOdds = logOddsAfter(model, observed);
    for (const row of stubs.keys()) expect(logOdds[row] > 0).toBe(siteOf(row) === 0);
  });

  it("an answer that it did not ask for has no part in the choice", () => {
    const flip = (row: number) => (row === 150 ? 1 - siteOf(row) : siteOf(row)) as 0 | 1;
    const asked = observeActively(model, siteOf, { count: 6, batch: 2 });
    expect(asked.has(150)).toBe(false);
    expect(observeActively(model, flip, { count: 6, batch: 2 })).toEqual(asked);
  });
});

describe("validateUnseen", () => {
  it("scores the ASes that were not observed, and an AS's own observation leaves its prediction alone", () => {
    const report = validateUnseen([pair], { evidence, facts, simulators }, () => undefined);
    const of = (id: string) => report.methods.find((method) => method.id === id)!;
    expect(of("none").pooled.ases).toBe(200);
    expect(of("drawn-10").pooled.ases).toBe(190);
    expect(of("chosen-100").pooled.ases).toBe(100);
    expect(of("chosen-100").pooled.accuracy).toBe(1);
    expect(report.pairs[0]).toMatchObject({ learntFrom: 3, near: true });
    const left = stubs.find((asn) => !drawProbes(stubs, 10).has(asn))!;
    const flipped = experiment("1_a_b", ["a", "b"], { flip: [left] });
    const after = validateUnseen([flipped], { evidence: [flipped, touching, ...apart], facts, simulators }, () => undefined); // prettier-ignore
    const drawn = after.methods.find(({ id }) => id === "drawn-10")!;
    expect(drawn.pooled.accuracy).toBeCloseTo(of("drawn-10").pooled.accuracy - 1 / 190, 9);
  });
});
