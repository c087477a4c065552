// The sites of all ASes of a graph, from the observed ASes: what `anycast predict` computes. Learns from the observations
// and, if there are any, from experiments with other sites; settings are chosen as for a pair that was never seen.
import { asFacts } from "./facts.js";
import type { AsFacts } from "./evidence.js";
import { questionOf, type TwoSiteExperiment } from "./experiment.js";
import { nextToObserve } from "./next-to-observe.js";
import { logOddsAfter } from "./pair-model.js";
import { simulator } from "./predict.js";
import { buildTestbed } from "./testbed.js";
import { chooseModelSettings, unseenModel } from "./unseen-model.js";
import { unseenPair } from "./unseen-pair.js";
import type { CompiledAsGraph } from "anycast-kit/topology";

export interface PredictRestOptions {
  readonly graph: CompiledAsGraph;
  /** The pair with what was observed in it; nothing observed is allowed. */
  readonly experiment: TwoSiteExperiment;
  /** Site -> the AS that announces it, for sites that are not PEERING's. */
  readonly origins: ReadonlyMap<string, number>;
  /** Experiments with other sites; those with a site of the pair are left out. */
  readonly learnFrom: readonly TwoSiteExperiment[];
  readonly countryOf: AsFacts["countryOf"];
  /** How many ASes to name that should be observed next, and which can be. Defaults to none, and to every AS. */
  readonly next?: { readonly count: number; readonly among?: ReadonlySet<number> };
}

export interface RestPrediction {
  /** Before any observation: probability of the first site, and whether the two are near. */
  readonly before: { readonly probability: number; readonly near: boolean };
  /** Every AS of the graph that was not observed, and the probability that it uses the first site. */
  readonly ases: readonly { readonly asn: number; readonly probability: number }[];
  /** ASNs, the most telling first. */
  readonly next: readonly number[];
}

export function predictRest(options: PredictRestOptions): RestPrediction {
  const { graph, experiment, origins, learnFrom, countryOf, next } = options;
  const question = questionOf(experiment);
  const questions = [question, ...learnFrom.map(questionOf)];
  const simulate = simulator(buildTestbed(graph, { questions, prune: true, origins }));
  const given = { facts: asFacts([graph], countryOf), simulators: { "": simulate } };
  const pair = unseenPair(question, learnFrom, given.simulators);
  const ases = [...new Set([...experiment.observed.keys(), ...graph.asns])];
  const model = unseenModel(ases, pair, chooseModelSettings(pair, given), given);
  const observed = new Map([...experiment.observed.values()].map((site, row) => [row, site]));
  const logOdds = logOddsAfter(model, observed);
  const among = next?.among;
  const candidates = among && ases.flatMap((asn, row) => (among.has(asn) ? [row] : []));
  const probability = (row: number) => (observed.size === 0 ? pair.probability : 1 / (1 + Math.exp(-logOdds[row])));
  return {
    before: { probability: pair.probability, near: pair.near },
    ases: ases.slice(observed.size).map((asn, i) => ({ asn, probability: probability(observed.size + i) })),
    next: next
      ? nextToObserve(model, observed, { count: next.count, ...(candidates && { candidates }) }).map((row) => ases[row])
      : [],
  };
}
