import { describe, expect, it } from "vitest";
import { compareMethods, pooledScore, scorePair } from "../../../lib/course/research/prediction/score.js";

const observed = new Map<number, 0 | 1>([
  [1, 0],
  [2, 0],
  [3, 0],
  [4, 1],
]);
const always = new Map([...observed.keys()].map((asn) => [asn, 0 as const]));

describe("scorePair", () => {
  it("gives who always says the larger site its share, and a balanced accuracy of one half", () => {
    expect(scorePair(always, observed)).toEqual({ ases: 4, accuracy: 0.75, undecided: 0, balanced: 0.5 });
  });

  it("counts undecided as wrong, and shows it", () => {
    const answers = new Map<number, 0 | 1 | "undecided">([...always, [1, "undecided"]]);
    expect(scorePair(answers, observed)).toMatchObject({ accuracy: 0.5, undecided: 0.25 });
  });

  it("has no balanced accuracy where one site was used by nobody", () => {
    expect(scorePair(new Map([[1, 0]]), observed)).not.toHaveProperty("balanced");
  });
});

describe("pooledScore", () => {
  it("weighs ASes alike over pairs, and pairs alike in the mean of pairs", () => {
    const small = { answers: new Map([[4, 0 as const]]), observed };
    const pooled = pooledScore([{ answers: always, observed }, small]);
    expect(pooled).toMatchObject({ pairs: 2, ases: 5, accuracy: 0.6, meanOfPairs: 0.375 });
    expect(pooled.overPairs).toEqual([0, 0.75]);
  });

  it("gives the same interval for the same seed, around the accuracy", () => {
    const many = new Map(Array.from({ length: 400 }, (_, i): [number, 0 | 1] => [i + 1, i % 4 === 0 ? 1 : 0]));
    const answers = new Map([...many.keys()].map((asn) => [asn, 0 as const]));
    const score = pooledScore([{ answers, observed: many }]);
    expect(score).toEqual(pooledScore([{ answers, observed: many }]));
    // 1.96 sqrt(.75 x .25 / 400) = .042
    expect(score.overAses[0]).toBeGreaterThan(0.69);
    expect(score.overAses[0]).toBeLessThan(0.73);
    expect(score.overAses[1]).toBeGreaterThan(0.77);
    expect(score.overAses[1]).toBeLessThan(0.81);
  });
});

describe("compareMethods", () => {
  it("counts what only one got right, on the ASes that both were asked about", () => {
    const first = {
      answers: new Map<number, 0 | 1>([
        [1, 0],
        [4, 1],
      ]),
      observed,
    };
    expect(compareMethods([first], [{ answers: always, observed }])).toEqual({
      onlyFirst: 1,
      onlySecond: 0,
      chiSquared: 0,
      pairs: { better: 1, worse: 0, same: 0 },
    });
  });
});
