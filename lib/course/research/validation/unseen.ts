// Every pair as if its sites had never been seen: nothing observed at either of them is learnt from or chosen by. Accuracy,
// probabilities, abstention, and what observed ASes add, drawn blindly or chosen one after the other.
import {
  abstaining,
  brierScore,
  calibrationError,
  chooseModelSettings,
  drawProbes,
  logOddsAfter,
  observeActively,
  pooledScore,
  questionOf,
  reliability,
  unseenModel,
  unseenPair,
  type AbstainingScore,
  type AsFacts,
  type LevelSettings,
  type ModelSettings,
  type ObservedRows,
  type Outcome,
  type PooledScore,
  type ReliabilityBin,
  type Scored,
  type Simulators,
  type TwoSiteExperiment,
} from "../prediction/index.js";

export interface UnseenMethod {
  readonly id: string;
  readonly title: string;
  /** ASes of the pair that were observed. */
  readonly observed: number;
  readonly pooled: PooledScore;
  /** Accuracy of the pairs: lowest, quartiles, highest. */
  readonly ofPairs: readonly [number, number, number, number, number];
  readonly brier: number;
  readonly calibrationError: number;
  readonly reliability: readonly ReliabilityBin[];
  readonly abstaining: readonly AbstainingScore[];
}

export interface UnseenPairResult {
  readonly sites: readonly [string, string];
  readonly ases: number;
  /** How many experiments have neither site. */
  readonly learntFrom: number;
  readonly settings: LevelSettings & ModelSettings;
  /** Probability that an AS uses the first site, before any is observed, and the share that does. */
  readonly probability: number;
  readonly share: number;
  readonly near: boolean;
  readonly foundLarger: boolean;
  /** By method. */
  readonly accuracy: Readonly<Record<string, number>>;
}

export interface UnseenReport {
  readonly pairs: readonly UnseenPairResult[];
  /** Of the pairs whose sites are not near: how many, and in how many the larger site was found. */
  readonly named: number;
  readonly namedRightly: number;
  readonly methods: readonly UnseenMethod[];
}

const titles = {
  none: "no AS observed",
  "drawn-10": "10 ASes, drawn blindly",
  "drawn-100": "100 ASes, drawn blindly",
  "drawn-1000": "1,000 ASes, drawn blindly",
  "chosen-10": "10 ASes, each chosen for what it tells",
  "chosen-100": "100 ASes, each chosen for what it tells",
  "chosen-300": "300 ASes, each chosen for what it tells",
} as const;
type Id = keyof typeof titles;

const LEAST = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

export interface UnseenOptions {
  readonly evidence: readonly TwoSiteExperiment[];
  readonly facts: AsFacts;
  readonly simulators: Simulators;
}

export function validateUnseen(
  experiments: readonly TwoSiteExperiment[],
  { evidence, facts, simulators }: UnseenOptions,
  progress: (text: string) => void,
): UnseenReport {
  const runs = new Map<Id, { scored: Scored[]; outcomes: Outcome[]; accuracy: number[] }>();
  const pairs = experiments.map((experiment, i): UnseenPairResult => {
    progress(`pair ${i + 1} of ${experiments.length} without its sites, ${experiment.name}`);
    const pair = unseenPair(questionOf(experiment), evidence, simulators);
    const settings = chooseModelSettings(pair, { facts, simulators });
    const ases = [...experiment.observed.keys()];
    const siteOf = (row: number) => experiment.observed.get(ases[row])!;
    const model = unseenModel(ases, pair, settings, { facts, simulators });
    const byId: Partial<Record<Id, number>> = {};
    const enter = (id: Id, observed: ObservedRows, probabilityOf: (row: number) => number) => {
      if (!runs.has(id)) runs.set(id, { scored: [], outcomes: [], accuracy: [] });
      const run = runs.get(id)!;
      const answers = new Map<number, 0 | 1>();
      let right = 0;
      ases.forEach((asn, row) => {
        if (observed.has(row)) return;
        const probability = probabilityOf(row);
        const answer = probability > 0.5 ? 0 : 1;
        answers.set(asn, answer);
        if (answer === siteOf(row)) right++;
        run.outcomes.push({ probability, first: siteOf(row) === 0 });
      });
      run.scored.push({ answers, observed: experiment.observed });
      run.accuracy.push((byId[id] = right / Math.max(1, answers.size)));
    };
    const after = (id: Id, observed: ObservedRows) => {
      const logOdds = logOddsAfter(model, observed);
      enter(id, observed, (row) => 1 / (1 + Math.exp(-logOdds[row])));
    };
    enter("none", new Map(), () => pair.probability);
    for (const count of [10, 100, 1000] as const) {
      const drawn = drawProbes(ases, count);
      after(`drawn-${count}`, new Map(ases.flatMap((asn, row) => (drawn.has(asn) ? [[row, siteOf(row)]] : []))));
    }
    const chosen = observeActively(model, siteOf, { count: 100 });
    after("chosen-10", new Map([...chosen].slice(0, 10)));
    after("chosen-100", chosen);
    after("chosen-300", observeActively(model, siteOf, { count: 300, batch: 50, before: chosen }));
    const first = ases.filter((_asn, row) => siteOf(row) === 0).length / ases.length;
    return {
      sites: experiment.sites,
      ases: ases.length,
      learntFrom: pair.others.length,
      settings: { ...pair.settings, ...settings },
      probability: pair.probability,
      share: first,
      near: pair.near,
      foundLarger: pair.probability > 0.5 === first >= 0.5,
      accuracy: byId,
    };
  });
  progress("pooling the pairs without their sites");
  const named = pairs.filter(({ near }) => !near);
  return {
    pairs,
    named: named.length,
    namedRightly: named.filter(({ foundLarger }) => foundLarger).length,
    methods: [...runs].map(([id, { scored, outcomes, accuracy }]) => {
      const bins = reliability(outcomes);
      return {
        id,
        title: titles[id],
        observed: Number(/\d+/.exec(id)?.[0] ?? 0),
        pooled: pooledScore(scored),
        ofPairs: quartiles(accuracy),
        brier: brierScore(outcomes),
        calibrationError: calibrationError(bins),
        reliability: bins,
        abstaining: LEAST.map((least) => abstaining(outcomes, least)),
      };
    }),
  };
}

/** Lowest, quartiles, highest, with linear interpolation. */
function quartiles(values: readonly number[]): UnseenMethod["ofPairs"] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q: number) => {
    const place = q * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low] + (place - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  };
  return [at(0), at(0.25), at(0.5), at(0.75), at(1)];
}
