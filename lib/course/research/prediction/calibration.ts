// Whether probabilities mean what they say: of the ASes that were given 0.8, four fifths must use the site. Brier (1950) scores
// them; bins of equal width draw the reliability diagram; and a prediction that may abstain answers for fewer ASes, and better.

/** One AS: the probability that it uses the first site, and whether it did. */
export interface Outcome {
  readonly probability: number;
  readonly first: boolean;
}

/** Mean squared error of the probabilities: 0 is perfect, 0.25 is "a half for everybody". NaN without outcomes. */
export const brierScore = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { probability, first }) => sum + (probability - Number(first)) ** 2, 0) / outcomes.length;

export interface ReliabilityBin {
  readonly ases: number;
  /** Means over the ASes of the bin. */
  readonly predicted: number;
  readonly observed: number;
}

/** Bins of equal width from 0 to 1; empty ones are left out. */
export function reliability(outcomes: readonly Outcome[], bins = 10): readonly ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ ases: 0, predicted: 0, observed: 0 }));
  for (const { probability, first } of outcomes) {
    const bin = sums[Math.min(bins - 1, Math.floor(probability * bins))];
    bin.ases++;
    bin.predicted += probability;
    bin.observed += Number(first);
  }
  return sums.flatMap(({ ases, predicted, observed }) =>
    ases === 0 ? [] : [{ ases, predicted: predicted / ases, observed: observed / ases }],
  );
}

/** Mean distance between what was predicted and observed in the bins, weighted by their ASes. */
export const calibrationError = (bins: readonly ReliabilityBin[]): number => {
  const ases = bins.reduce((sum, bin) => sum + bin.ases, 0);
  return bins.reduce((sum, bin) => sum + bin.ases * Math.abs(bin.predicted - bin.observed), 0) / ases;
};

export interface AbstainingScore {
  /** The prediction abstains below this probability of its site. */
  readonly least: number;
  /** Share of the ASes that it answers for. */
  readonly answered: number;
  /** Share of these answers that are right; absent if it answers for none. */
  readonly accuracy?: number;
}

/** How many ASes are answered for, and how many of them rightly, if the prediction abstains below `least`. */
export function abstaining(outcomes: readonly Outcome[], least: number): AbstainingScore {
  let answered = 0;
  let right = 0;
  for (const { probability, first } of outcomes) {
    if (Math.max(probability, 1 - probability) < least) continue;
    answered++;
    if (probability > 0.5 === first) right++;
  }
  return { least, answered: answered / outcomes.length, ...(answered > 0 && { accuracy: right / answered }) };
}

/**
 * The probability behind log-odds that are themselves uncertain: a normal distribution around `level`, averaged (MacKay 1992,
 * "The evidence framework applied to classification networks"). Two near sites come out near a half.
 * @param spread standard deviation of the log-odds
 */
export const moderated = (level: number, spread: number): number =>
  1 / (1 + Math.exp(-level / Math.sqrt(1 + (Math.PI * spread * spread) / 8)));
