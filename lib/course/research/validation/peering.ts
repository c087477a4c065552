// The PEERING half of the report: every method on every pair, pooled, compared, and where predictions fail.
import { cities, type Coordinates } from "anycast-kit/geo";
import {
  answersOf,
  asFacts,
  buildTestbed,
  compareMethods,
  crossValidated,
  largerSite,
  predictNearestSite,
  pooledScore,
  questionOf,
  scorePair,
  simulatedSite,
  simulator,
  withoutProbes,
  withProbes,
  type AsFacts,
  type Comparison,
  type PairScore,
  type PooledScore,
  type Scored,
} from "../prediction/index.js";
import type { ValidationInputs } from "./inputs.js";
import { validateUnseen, type UnseenReport } from "./unseen.js";

export const PROBES = [10, 100, 1000] as const;

export interface MethodResult {
  readonly id: string;
  readonly title: string;
  /** Its input about the pair that it predicts. */
  readonly told: string;
  readonly pooled: PooledScore;
  /** Against the larger site, on the same ASes. */
  readonly againstLarger: Comparison;
}

export interface PairResult {
  readonly name: string;
  readonly sites: readonly [string, string];
  readonly ases: number;
  readonly seenAtBoth: number;
  /** By method. */
  readonly scores: Readonly<Record<string, PairScore>>;
}

/** One row of the prediction table. */
export interface PredictionRow {
  readonly pair: string;
  readonly asn: number;
  readonly observed: string;
  readonly predicted: string;
  /** That it uses the first site of the pair. */
  readonly probability: number;
  readonly reason: string;
}

export interface PartingResult {
  readonly where: string;
  readonly ases: number;
  readonly accuracy: Readonly<Record<string, number>>;
}

export interface PeeringReport {
  readonly pairs: readonly PairResult[];
  readonly methods: readonly MethodResult[];
  /** Accuracy by where the two simulated single-site routes part. */
  readonly parting: readonly PartingResult[];
  readonly removedLinks: number;
  /** The same pairs, each without anything that was observed at its sites. */
  readonly unseen: UnseenReport;
  /** Names of experiments that were learnt from but not predicted. */
  readonly learntFrom: readonly string[];
}

export interface PeeringRun {
  readonly report: PeeringReport;
  readonly predictions: readonly PredictionRow[];
}

const partings = [
  "no simulated route to one of the sites",
  "at the AS itself",
  "one AS further on",
  "two or more further on",
];

export function validatePeering(
  { experiments, evidence, graphs, ases }: ValidationInputs,
  progress: (text: string) => void,
): PeeringRun {
  const questions = evidence.map(questionOf);
  const plain = graphs.map(({ graph }) => simulator(buildTestbed(graph, { questions, prune: false })));
  const pruned = buildTestbed(graphs[0].graph, { questions, prune: true });
  const simulate = simulator(pruned);
  const facts = asFacts(
    graphs.map(({ graph }) => graph),
    (asn) => ases.get(asn)?.country ?? "",
  );
  const place = placeByCountry(facts);
  const runs = new Map<string, { title: string; told: string; scored: Scored[] }>();
  const parted = partings.map(() => ({ ases: 0, right: new Map<string, number>() }));
  const predictions: PredictionRow[] = [];

  const pairs = experiments.map((experiment, i): PairResult => {
    progress(`pair ${i + 1} of ${experiments.length}, ${experiment.name}: ${experiment.observed.size} ASes`);
    const { observed } = experiment;
    const scores: Record<string, PairScore> = {};
    const enter = (id: string, title: string, told: string, answers: Scored["answers"]) => {
      if (!runs.has(id)) runs.set(id, { title, told, scored: [] });
      runs.get(id)!.scored.push({ answers, observed });
      scores[id] = scorePair(answers, observed);
      return answers;
    };
    const question = questionOf(experiment);
    graphs.forEach(({ name }, k) =>
      enter(
        `plain-${name}`,
        `plain valley-free simulation, ${name}`,
        "nothing",
        simulatedSite(experiment, plain[k](question)),
      ),
    );
    enter(
      "pruned",
      `the same on ${graphs[0].name}, without links that the single-site announcements contradict`,
      "who was seen while each site announced alone",
      simulatedSite(experiment, simulate(question)),
    );
    enter(
      "nearest",
      "the site nearer to the AS's country",
      "where the sites are",
      predictNearestSite(experiment, place),
    );
    const larger = enter(
      "larger",
      "the larger site for everybody",
      "which site is the larger one",
      largerSite(experiment),
    );
    const input = { experiment, evidence, facts, simulate, cache: new Map<number, readonly number[]>() };
    enter(
      "no-probes",
      "our prediction, no AS of the pair observed",
      "who was seen while each site announced alone",
      answersOf(withoutProbes(input)),
    );
    for (const count of PROBES)
      enter(
        `probes-${count}`,
        `our prediction, ${count.toLocaleString("en")} ASes of the pair observed`,
        `the sites of ${count.toLocaleString("en")} other ASes`,
        answersOf(withProbes(input, count)),
      );
    const crossed = crossValidated(input);
    const best = enter(
      "cross-validated",
      "our prediction, four fifths of the pair's other ASes observed",
      "the sites of other ASes, never its own",
      answersOf(crossed),
    );
    for (const { asn, site, probability, reason } of crossed)
      predictions.push({
        pair: experiment.name,
        asn,
        observed: experiment.sites[observed.get(asn)!],
        predicted: site === undefined ? "" : experiment.sites[site],
        probability,
        reason,
      });
    for (const [asn, site] of observed) {
      const bucket = parted[Math.min(3, simulate(question)?.of(asn).shared ?? 0)];
      bucket.ases++;
      for (const [id, answers] of [
        ["larger", larger],
        ["cross-validated", best],
      ] as const)
        bucket.right.set(id, (bucket.right.get(id) ?? 0) + Number(answers.get(asn) === site));
    }
    const { name, sites, seenAtBoth } = experiment;
    return { name, sites, ases: observed.size, seenAtBoth: seenAtBoth.length, scores };
  });

  progress("pooling, with bootstrap intervals");
  const larger = runs.get("larger")!.scored;
  const methods = [...runs].map(([id, { title, told, scored }]) => ({
    id,
    title,
    told,
    pooled: pooledScore(scored),
    againstLarger: compareMethods(scored, larger),
  }));
  const simulators = {
    [`${graphs[0].name}, without contradicted links`]: simulate,
    ...Object.fromEntries(graphs.map(({ name }, k) => [name, plain[k]])),
  };
  const unseen = validateUnseen(experiments, { evidence, facts, simulators }, progress);
  const given = new Set(experiments.map(({ name }) => name));
  const report: PeeringReport = {
    pairs,
    methods,
    parting: parted.map((bucket, i) => ({
      where: partings[i],
      ases: bucket.ases,
      accuracy: Object.fromEntries([...bucket.right].map(([id, right]) => [id, right / bucket.ases])),
    })),
    removedLinks: pruned.removed.length,
    unseen,
    learntFrom: evidence.map(({ name }) => name).filter((name) => !given.has(name)),
  };
  return { report, predictions };
}

/** The largest city of the AS's country. */
function placeByCountry({ countryOf }: AsFacts): (asn: number) => Coordinates | undefined {
  const largest = new Map<string, Coordinates>();
  for (const each of cities) if (!largest.has(each.country)) largest.set(each.country, each);
  return (asn) => largest.get(countryOf(asn));
}
