// Which of two sites is the larger one, before any observation:  from what the sites did in other pairs (Bradley & Terry 1952),
// from what the simulation says of this pair, and from how far each site's announcement alone was seen. Ridge regression.
import type { PairQuestion, TwoSiteExperiment } from "./experiment.js";

export interface StrengthOptions {
  readonly question: PairQuestion;
  /** Experiments with other pairs. */
  readonly others: readonly TwoSiteExperiment[];
  /** Share of the first site by simulation; undefined if it cannot be simulated. */
  readonly simulatedShare: (question: PairQuestion) => number | undefined;
  /** Defaults to the settings that were chosen on the published pairs, which were in sight. */
  readonly settings?: StrengthSettings;
}

export interface StrengthSettings {
  /** Penalties, in units of one experiment: for the strength of a site, and for the weights of simulation and reach. */
  readonly siteRidge: number;
  readonly signalRidge: number;
  /** How much simulation and reach count before any other pair has been seen. */
  readonly signalPrior: number;
}

const chosenByHand: StrengthSettings = { siteRidge: 2, signalRidge: 0.3, signalPrior: 0.5 };
/** No share is taken for smaller than this: between 1 in 100 and none at all, log-odds tell nothing. */
const SMALLEST = 0.01;

/** Log-odds that an AS uses the first of the two sites, as of the pair as a whole. */
export function pairLogOdds({ question, others, simulatedShare, settings = chosenByHand }: StrengthOptions): number {
  const { siteRidge, signalRidge, signalPrior } = settings;
  const sites = [...new Set([question, ...others].flatMap((each) => each.sites))].sort();
  const row = (each: PairQuestion) => [
    ...sites.map((site) => Number(site === each.sites[0]) - Number(site === each.sites[1])),
    logOdds(simulatedShare(each) ?? 0.5),
    Math.log((1 + each.seenAlone[0].length) / (1 + each.seenAlone[1].length)),
  ];
  const rows = others.map(row);
  const shares = others.map((each) => logOdds(shareOfFirst(each)));
  const wanted = row(question);
  const prior = wanted.map((_value, i) => (i < sites.length ? 0 : signalPrior));
  const corrections = ridge(
    rows,
    shares.map((share, k) => share - dot(rows[k], prior)),
    wanted.map((_value, i) => (i < sites.length ? siteRidge : signalRidge)),
  );
  return dot(wanted, prior) + dot(wanted, corrections);
}

/** Share of the first site among the observed ASes; a half if none was observed. */
export function shareOfFirst({ observed }: TwoSiteExperiment): number {
  let first = 0;
  for (const site of observed.values()) if (site === 0) first++;
  return observed.size === 0 ? 0.5 : first / observed.size;
}

const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, i) => sum + value * other[i], 0);
/** Log-odds of a share, never beyond those of 1 in 100. */
export const logOdds = (share: number) => Math.log((share + SMALLEST) / (1 - share + SMALLEST));

/** Solves (X'X + diag(penalties)) w = X'y by Gaussian elimination; the matrix is positive definite, so no pivot is zero. */
function ridge(rows: readonly number[][], answers: readonly number[], penalties: readonly number[]): number[] {
  const n = penalties.length;
  const system = penalties.map((penalty, i) => [
    ...penalties.map((_p, j) => rows.reduce((sum, row) => sum + row[i] * row[j], i === j ? penalty : 0)),
    rows.reduce((sum, row, k) => sum + row[i] * answers[k], 0),
  ]);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = system[k][i] / system[i][i];
      for (let j = i; j <= n; j++) system[k][j] -= factor * system[i][j];
    }
  return system.map((row, i) => row[n] / row[i]);
}
