// How good predictions are: accuracy with undecided counted as wrong, balanced accuracy, intervals by bootstrap (Efron 1979) over
// ASes and over pairs, and comparison of methods on the same ASes (McNemar 1947).
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Observations } from "./experiment.js";

/** One method's answers for one pair: ASN -> site. An AS without an answer here was not asked about; "undecided" is an answer. */
export type Answers = ReadonlyMap<number, 0 | 1 | "undecided">;

export interface PairScore {
  readonly ases: number;
  /** Fractions of those ASes. */
  readonly accuracy: number;
  readonly undecided: number;
  /** Mean of the two sites' accuracies: 0.5 for a constant prediction. Absent if one site was unused. */
  readonly balanced?: number;
}

export function scorePair(answers: Answers, observed: Observations): PairScore {
  const asked = [0, 0];
  const right = [0, 0];
  let undecided = 0;
  for (const [asn, answer] of answers) {
    const site = observed.get(asn);
    if (site === undefined) continue;
    asked[site]++;
    if (answer === site) right[site]++;
    if (answer === "undecided") undecided++;
  }
  const ases = asked[0] + asked[1];
  return {
    ases,
    accuracy: ases === 0 ? 0 : (right[0] + right[1]) / ases,
    undecided: ases === 0 ? 0 : undecided / ases,
    ...(asked[0] > 0 && asked[1] > 0 && { balanced: (right[0] / asked[0] + right[1] / asked[1]) / 2 }),
  };
}

/** One pair as a method answered it. */
export interface Scored {
  readonly answers: Answers;
  readonly observed: Observations;
}

export type Interval = readonly [low: number, high: number];

export interface PooledScore extends PairScore {
  readonly pairs: number;
  /** Mean of the pairs' accuracies: each pair counts the same, however many ASes were seen in it. */
  readonly meanOfPairs: number;
  /** 95 % of the pooled accuracy, ASes drawn again with all their pairs. */
  readonly overAses: Interval;
  /** The same with pairs drawn again: how much hangs on which pairs were measured. */
  readonly overPairs: Interval;
}

const RESAMPLES = 1000;

export function pooledScore(pairs: readonly Scored[], seed = 1): PooledScore {
  const scores = pairs.map(({ answers, observed }) => scorePair(answers, observed));
  const ases = scores.reduce((sum, each) => sum + each.ases, 0);
  const mean = (of: (score: PairScore) => number) =>
    scores.reduce((sum, each) => sum + of(each) * each.ases, 0) / Math.max(1, ases);
  const balanced = scores.flatMap((each) => each.balanced ?? []);
  const byAs = new Map<number, [right: number, asked: number]>();
  for (const { answers, observed } of pairs)
    for (const [asn, answer] of answers) {
      const site = observed.get(asn);
      if (site === undefined) continue;
      const [right, asked] = byAs.get(asn) ?? [0, 0];
      byAs.set(asn, [right + Number(answer === site), asked + 1]);
    }
  return {
    pairs: pairs.length,
    ases,
    accuracy: mean(({ accuracy }) => accuracy),
    undecided: mean(({ undecided }) => undecided),
    ...(balanced.length > 0 && { balanced: balanced.reduce((sum, each) => sum + each, 0) / balanced.length }),
    meanOfPairs: scores.reduce((sum, each) => sum + each.accuracy, 0) / Math.max(1, scores.length),
    overAses: bootstrap([...byAs.values()], seed, Math.ceil(RESAMPLES / 5)),
    overPairs: bootstrap(
      scores.map((each) => [each.accuracy * each.ases, each.ases]),
      seed,
      RESAMPLES,
    ),
  };
}

/** The middle 95 % of the ratio of sums over groups drawn with replacement. */
function bootstrap(
  groups: readonly (readonly [right: number, asked: number])[],
  seed: number,
  times: number,
): Interval {
  if (groups.length === 0) return [0, 0];
  const generator = xoroshiro128plus(seed);
  const ratios = Array.from({ length: times }, () => {
    let right = 0;
    let asked = 0;
    for (let i = 0; i < groups.length; i++) {
      const drawn = groups[uniformInt(generator, 0, groups.length - 1)];
      right += drawn[0];
      asked += drawn[1];
    }
    return right / asked;
  }).sort((a, b) => a - b);
  return [ratios[Math.floor(0.025 * times)], ratios[Math.ceil(0.975 * times) - 1]];
}

export interface Comparison {
  /** Answers that only the one, or only the other, got right. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** McNemar's chi-squared with one degree of freedom, continuity corrected; ASes behind one provider move together, so read it with care. */
  readonly chiSquared: number;
  /** In how many pairs the first is better, worse, the same. */
  readonly pairs: { readonly better: number; readonly worse: number; readonly same: number };
}

/** Two methods on the ASes that both were asked about. */
export function compareMethods(first: readonly Scored[], second: readonly Scored[]): Comparison {
  let onlyFirst = 0;
  let onlySecond = 0;
  const pairs = { better: 0, worse: 0, same: 0 };
  first.forEach(({ answers, observed }, i) => {
    let balance = 0;
    for (const [asn, answer] of answers) {
      const site = observed.get(asn);
      const other = second[i].answers.get(asn);
      if (site === undefined || other === undefined) continue;
      const right = answer === site;
      if (right === (other === site)) continue;
      if (right) onlyFirst++;
      else onlySecond++;
      balance += right ? 1 : -1;
    }
    pairs[balance > 0 ? "better" : balance < 0 ? "worse" : "same"]++;
  });
  const differing = onlyFirst + onlySecond;
  const chiSquared = differing === 0 ? 0 : Math.max(0, Math.abs(onlyFirst - onlySecond) - 1) ** 2 / differing;
  return { onlyFirst, onlySecond, chiSquared, pairs };
}
