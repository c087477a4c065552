// A pair of sites that nothing was learnt from: what is learnt comes from pairs that share no site with it, and so does the
// choice among settings (nested leave-one-site-out; Varma & Simon, BMC Bioinformatics 7:91, 2006).
import { moderated } from "./calibration.js";
import { questionOf, type PairQuestion, type TwoSiteExperiment } from "./experiment.js";
import { logOdds, pairLogOdds, shareOfFirst, type StrengthSettings } from "./site-strength.js";
import type { PairSimulation } from "./simulate-pair.js";

/** Simulations to choose from, by name; one may know nothing. */
export type Simulators = Readonly<Record<string, (question: PairQuestion) => PairSimulation | undefined>>;

export interface LevelSettings extends StrengthSettings {
  /** Which simulation. */
  readonly simulation: string;
}

export interface UnseenPair {
  readonly question: PairQuestion;
  /** The experiments that may be learnt from: no site of the pair is in them. */
  readonly others: readonly TwoSiteExperiment[];
  readonly settings: LevelSettings;
  /** Log-odds that an AS uses the first site, and their standard deviation, as it was between the other pairs. */
  readonly level: number;
  readonly spread: number;
  /** The same as a probability. */
  readonly probability: number;
  /** Whether the level is nearer to even odds than its own spread: no site should be named then. */
  readonly near: boolean;
}

/** A spread is never taken to be smaller: few pairs agree by chance. */
const LEAST_SPREAD = 0.5;
/** What the spread is where no pair can be held against another. */
const SPREAD_OF_NOTHING = 3;

/** The experiments that share no site with the pair. */
export const withoutItsSites = (
  question: PairQuestion,
  evidence: readonly TwoSiteExperiment[],
): readonly TwoSiteExperiment[] => evidence.filter(({ sites }) => !sites.some((site) => question.sites.includes(site)));

const grid = (simulations: readonly string[]): readonly LevelSettings[] =>
  simulations.flatMap((simulation) =>
    [2, 32].flatMap((siteRidge) =>
      [0.1, 1, 10].flatMap((signalRidge) =>
        [0.25, 0.5, 1].map((signalPrior) => ({ simulation, siteRidge, signalRidge, signalPrior })),
      ),
    ),
  );

/** The level of a pair, and what its settings were chosen by; nothing that was observed at one of its sites is used. */
export function unseenPair(
  question: PairQuestion,
  evidence: readonly TwoSiteExperiment[],
  simulators: Simulators,
): UnseenPair {
  const others = withoutItsSites(question, evidence);
  const levelOf = (each: PairQuestion, from: readonly TwoSiteExperiment[], settings: LevelSettings) =>
    pairLogOdds({
      question: each,
      others: from,
      simulatedShare: (pair) => simulators[settings.simulation](pair)?.share,
      settings,
    });
  const shares = others.map(shareOfFirst);
  const judged = grid(Object.keys(simulators)).map((settings) => {
    const levels = others.map((each) => levelOf(questionOf(each), withoutItsSites(each, others), settings));
    const spread = spreadOf(levels.map((level, i) => level - logOdds(shares[i])));
    return { settings, spread, loss: logLoss(levels, spread, shares) };
  });
  const { settings, spread } = judged.reduce((best, each) => (each.loss < best.loss ? each : best));
  const level = levelOf(question, others, settings);
  return {
    question,
    others,
    settings,
    level,
    spread,
    probability: moderated(level, spread),
    near: Math.abs(level) < spread,
  };
}

const spreadOf = (residuals: readonly number[]): number =>
  residuals.length === 0
    ? SPREAD_OF_NOTHING
    : Math.max(LEAST_SPREAD, Math.sqrt(residuals.reduce((sum, each) => sum + each * each, 0) / residuals.length));

/** Mean logarithmic loss of the pairs, each counting the same; 0 without pairs. */
function logLoss(levels: readonly number[], spread: number, shares: readonly number[]): number {
  const losses = levels.map((level, i) => {
    const p = moderated(level, spread);
    return -shares[i] * Math.log(p) - (1 - shares[i]) * Math.log(1 - p);
  });
  return losses.reduce((sum, each) => sum + each, 0) / Math.max(1, losses.length);
}
