// The model of a pair's ASes with settings that were chosen on pairs without its sites: each of them is held out in turn, a
// hundred of its ASes are observed, and the settings that predict its other ASes best are taken.
import type { AsFacts, EvidenceCache } from "./evidence.js";
import { questionOf } from "./experiment.js";
import { drawProbes, inDrawnOrder } from "./folds.js";
import { logOddsAfter, pairModel, type ModelSettings, type PairModel } from "./pair-model.js";
import { unseenPair, type Simulators, type UnseenPair } from "./unseen-pair.js";

export const modelGrid: readonly ModelSettings[] = [false, true].flatMap((shared) =>
  [0.5, 1, 2].map((variance) => ({ variance, shared })),
);

/** How many ASes of a held-out pair are observed, and how many stand for it. */
const OBSERVED = 100;
const SAMPLE = 1500;

interface ModelOptions {
  readonly facts: AsFacts;
  readonly simulators: Simulators;
  /** Keeps the evidence on each AS between calls for one pair. */
  readonly cache?: EvidenceCache;
}

/** The settings with the smallest mean logarithmic loss on the pairs that may be learnt from; the middle ones without a pair. */
export function chooseModelSettings({ others }: UnseenPair, options: ModelOptions): ModelSettings {
  const losses = modelGrid.map(() => 0);
  for (const experiment of others) {
    const pair = unseenPair(questionOf(experiment), others, options.simulators);
    const ases = inDrawnOrder([...experiment.observed.keys()], (asn) => asn).slice(0, SAMPLE);
    const drawn = drawProbes(ases, OBSERVED);
    const observed = new Map(
      ases.flatMap((asn, row) => (drawn.has(asn) ? [[row, experiment.observed.get(asn)!] as const] : [])),
    );
    const cache: EvidenceCache = new Map();
    modelGrid.forEach((settings, i) => {
      const logOdds = logOddsAfter(unseenModel(ases, pair, settings, { ...options, cache }), observed);
      const left = ases.flatMap((asn, row) =>
        observed.has(row) ? [] : [lossOf(logOdds[row], experiment.observed.get(asn)!)],
      );
      losses[i] += left.reduce((sum, each) => sum + each, 0) / Math.max(1, left.length);
    });
  }
  const best = losses.indexOf(Math.min(...losses));
  return others.length === 0 ? { variance: 1, shared: true } : modelGrid[best];
}

/** Logarithmic loss of one AS, without overflow. */
function lossOf(logOdds: number, site: 0 | 1): number {
  const towards = site === 0 ? logOdds : -logOdds;
  return towards > 0 ? Math.log1p(Math.exp(-towards)) : Math.log1p(Math.exp(towards)) - towards;
}

/** What is known of these ASes before any is observed; `pair` says what may be learnt from. */
export function unseenModel(
  ases: readonly number[],
  { question, others, level, spread, settings: { simulation } }: UnseenPair,
  settings: ModelSettings,
  { facts, simulators, cache }: ModelOptions,
): PairModel {
  const evidence = { question, others, facts, simulation: simulators[simulation](question), ...(cache && { cache }) };
  return pairModel(ases, evidence, { level, spread, settings });
}
