// The predictions that are measured against each other. Each receives only the part of an experiment that it may use.
import { greatCircleKm, type Coordinates } from "anycast-kit/geo";
import type { AsFacts, EvidenceCache } from "./evidence.js";
import { questionOf, samePair, type Observations, type PairQuestion, type TwoSiteExperiment } from "./experiment.js";
import { drawProbes, foldOf } from "./folds.js";
import { predictSites, type SitePrediction } from "./predict.js";
import type { Answers } from "./score.js";
import type { PairSimulation } from "./simulate-pair.js";
import { siteFacts } from "./testbed.js";

export const FOLDS = 5;

export interface MethodInput {
  readonly experiment: TwoSiteExperiment;
  /** Everything there is to learn from; experiments with the same two sites are left out here. */
  readonly evidence: readonly TwoSiteExperiment[];
  readonly facts: AsFacts;
  readonly simulate: (question: PairQuestion) => PairSimulation | undefined;
  /** One for each experiment: see PredictOptions. */
  readonly cache?: EvidenceCache;
}

const otherPairs = ({ experiment, evidence }: MethodInput) => evidence.filter((each) => !samePair(each, experiment));

/** None of the pair's observations: other pairs, the simulation, the single-site announcements. */
export function withoutProbes(input: MethodInput): readonly SitePrediction[] {
  const { experiment, facts, simulate, cache } = input;
  const ases = [...experiment.observed.keys()];
  return predictSites({ question: questionOf(experiment), ases, others: otherPairs(input), facts, simulate, cache });
}

/** The same, and what `count` ASes of the pair were seen to do; the others are predicted. */
export function withProbes(input: MethodInput, count: number): readonly SitePrediction[] {
  const { experiment, facts, simulate, cache } = input;
  const drawn = drawProbes([...experiment.observed.keys()], count);
  const ases = [...experiment.observed.keys()].filter((asn) => !drawn.has(asn));
  const probes = only(experiment.observed, (asn) => drawn.has(asn));
  return predictSites({
    question: questionOf(experiment),
    ases,
    others: otherPairs(input),
    probes,
    facts,
    simulate,
    cache,
  });
}

/** The same with four fifths of the pair's ASes as probes, five times, so that every AS is predicted once by others. */
export function crossValidated(input: MethodInput): readonly SitePrediction[] {
  const { experiment, facts, simulate, cache } = input;
  const others = otherPairs(input);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const ases = [...experiment.observed.keys()].filter((asn) => foldOf(asn, FOLDS) === fold);
    const probes = only(experiment.observed, (asn) => foldOf(asn, FOLDS) !== fold);
    return predictSites({ question: questionOf(experiment), ases, others, probes, facts, simulate, cache });
  }).flat();
}

const only = (observed: Observations, wanted: (asn: number) => boolean): Observations =>
  new Map([...observed].filter(([asn]) => wanted(asn)));

export const answersOf = (predictions: readonly SitePrediction[]): Answers =>
  new Map(predictions.map(({ asn, site }) => [asn, site ?? "undecided"]));

/** Baseline: predicts the larger site, known from counting, for every AS. */
export function largerSite({ observed }: TwoSiteExperiment): Answers {
  let balance = 0;
  for (const site of observed.values()) balance += site === 0 ? 1 : -1;
  return new Map([...observed.keys()].map((asn) => [asn, balance >= 0 ? 0 : 1]));
}

/** Baseline: the simulation's choice; tied, unreached or unknown ASes are undecided. */
export function simulatedSite({ observed }: TwoSiteExperiment, simulation: PairSimulation | undefined): Answers {
  return new Map(
    [...observed.keys()].map((asn): [number, 0 | 1 | "undecided"] => {
      const choice = simulation?.choiceOf(asn);
      return [asn, choice === 0 || choice === 1 ? choice : "undecided"];
    }),
  );
}

/** Baseline: the site that is nearer to the AS's country. */
export function predictNearestSite(
  { observed, sites }: TwoSiteExperiment,
  placeOf: (asn: number) => Coordinates | undefined,
): Answers {
  const [one, other] = sites.map(siteFacts);
  return new Map(
    [...observed.keys()].map((asn): [number, 0 | 1 | "undecided"] => {
      const place = placeOf(asn);
      if (!place || !one || !other) return [asn, "undecided"];
      return [asn, greatCircleKm(place, one) <= greatCircleKm(place, other) ? 0 : 1];
    }),
  );
}
