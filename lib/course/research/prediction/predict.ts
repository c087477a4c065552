// Which of two anycast sites an AS will use. Two questions, one after the other: which site is the larger one
// (site-strength.ts), and which ASes differ from it (logistic.ts, if other ASes of the pair were observed). An AS's own
// observation in the pair is never used.
import { describeEvidence, evidenceRows, type AsFacts, type EvidenceCache } from "./evidence.js";
import { samePair, type Observations, type PairQuestion, type TwoSiteExperiment } from "./experiment.js";
import { fitLogistic } from "./logistic.js";
import { simulatePair, type PairSimulation } from "./simulate-pair.js";
import { pairLogOdds } from "./site-strength.js";
import type { Testbed } from "./testbed.js";

/** Thrown if the input of a prediction contains its own answer. */
export class LeakError extends Error {
  override readonly name = "LeakError";
}

export interface PredictOptions {
  readonly question: PairQuestion;
  readonly ases: readonly number[];
  /** Experiments with other pairs of sites. */
  readonly others: readonly TwoSiteExperiment[];
  /** What other ASes were seen to do in this pair, if any were observed. None of `ases` may be among them. */
  readonly probes?: Observations;
  readonly facts: AsFacts;
  readonly simulate: (question: PairQuestion) => PairSimulation | undefined;
  /** Keeps the evidence on each AS between calls for one pair and the same others; nothing observed in the pair is in it. */
  readonly cache?: EvidenceCache;
}

export interface SitePrediction {
  readonly asn: number;
  /** 0 or 1; absent if there is no evidence for either site. */
  readonly site?: 0 | 1;
  /** That it uses the first site, 0 to 1. */
  readonly probability: number;
  readonly reason: string;
}

/** How many ASes of even odds a piece of evidence must outweigh: four of them hold a weight as one penalty unit does. */
const RIDGE = 4;

/**
 * Predicts each AS's site.
 * @throws LeakError if an AS is also a probe, or the same pair of sites is among the others
 */
export function predictSites(options: PredictOptions): SitePrediction[] {
  const { question, ases, others, probes = new Map<number, 0 | 1>(), facts, simulate, cache } = options;
  const twin = others.find((each) => samePair(each, question));
  if (twin) throw new LeakError(`${twin.name} has the sites of ${question.name}: it must not be used as evidence.`);
  const told = ases.find((asn) => probes.has(asn));
  if (told !== undefined) throw new LeakError(`AS${told} is a probe in ${question.name}: it must not be predicted.`);

  const level = pairLogOdds({ question, others, simulatedShare: (each) => simulate(each)?.share });
  const larger = question.sites[level > 0 ? 0 : 1];
  if (probes.size === 0) {
    const reason = `${larger}, because it is the stronger of the two by other pairs, simulation and reach`;
    return ases.map((asn) => ({ asn, ...answer(level), reason }));
  }
  const evidence = { question, others, facts, simulation: simulate(question), cache };
  const asked = [...probes.keys()];
  const rows = evidenceRows([...asked, ...ases], evidence);
  const weights = fitLogistic({
    rows,
    learnFrom: Int32Array.from(asked.keys()),
    yes: Uint8Array.from(asked, (asn) => Number(probes.get(asn) === 0)),
    offset: level,
    ridge: RIDGE,
    intercept: 0,
  });
  return ases.map((asn, i) => {
    const row = asked.length + i;
    let logOdds = level;
    let strongest = 0;
    for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++) logOdds += weights[rows.columns[k]];
    const towards = Math.sign(logOdds);
    for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++) {
      const column = rows.columns[k];
      if (towards * weights[column] > towards * weights[strongest]) strongest = column;
    }
    const site = question.sites[logOdds > 0 ? 0 : 1];
    return { asn, ...answer(logOdds), reason: `${site}, because ${describeEvidence(rows.codes[strongest], evidence)}` };
  });
}

const answer = (logOdds: number): Pick<SitePrediction, "site" | "probability"> => ({
  ...(logOdds !== 0 && { site: logOdds > 0 ? 0 : 1 }),
  probability: 1 / (1 + Math.exp(-logOdds)),
});

/** A simulator that computes each pair once. */
export function simulator(testbed: Testbed): (question: PairQuestion) => PairSimulation | undefined {
  const known = new Map<string, PairSimulation | undefined>();
  return (question) => {
    const key = question.sites.join(" ");
    if (!known.has(key)) known.set(key, simulatePair(testbed, question));
    return known.get(key);
  };
}
