// The few numbers of a report that the lessons show: data/validation.json. Rounded; nothing in it tells of a single AS.
import { independentResults } from "../independent.js";
import type { ValidationReport } from "./markdown.js";
import type { ValidationResults } from "../validation-results.js";
import type { UnseenReport } from "./unseen.js";

export function summaryOf({ inputs, peering, sixPops }: ValidationReport): ValidationResults {
  const round = (value: number, digits = 3) => Number(value.toFixed(digits));
  const shown = (id: string) => id !== "nearest" && id !== "probes-10";
  return {
    inputs,
    peering: {
      pairs: peering.pairs.length,
      observations: peering.pairs.reduce((sum, { ases }) => sum + ases, 0),
      methods: peering.methods.map(({ id, title, told, pooled, againstLarger }) => ({
        id,
        title,
        told,
        accuracy: round(pooled.accuracy),
        undecided: round(pooled.undecided),
        balanced: round(pooled.balanced ?? 0),
        overPairs: [round(pooled.overPairs[0]), round(pooled.overPairs[1])],
        pairsBetterThanLarger: againstLarger.pairs.better,
        pairsWorseThanLarger: againstLarger.pairs.worse,
      })),
      byPair: peering.pairs.map(({ sites, ases, scores }) => ({
        sites,
        ases,
        accuracy: Object.fromEntries(
          Object.entries(scores)
            .filter(([id]) => shown(id))
            .map(([id, { accuracy }]) => [id, round(accuracy)]),
        ),
      })),
      unseen: unseenSummary(peering.unseen, round),
    },
    sixPops: sixPops.rows.map(({ announced, measured, predicted, errors }) => ({
      announced,
      measured,
      predicted: Object.fromEntries(
        Object.entries(predicted).map(([name, shares]) => [
          name,
          Object.fromEntries(Object.entries(shares).map(([pop, share]) => [pop, round(share, 1)])),
        ]),
      ),
      meanErrorPoints: Object.fromEntries(
        Object.entries(errors).map(([name, { meanPoints }]) => [name, round(meanPoints, 1)]),
      ),
    })),
    independent: independentResults,
  };
}

function unseenSummary({ pairs, named, namedRightly, methods }: UnseenReport, round: (value: number) => number) {
  return {
    largerFound: pairs.filter(({ foundLarger }) => foundLarger).length,
    named,
    namedRightly,
    methods: methods.map(({ id, title, pooled, ofPairs, brier, calibrationError, reliability, abstaining }) => ({
      id,
      title,
      accuracy: round(pooled.accuracy),
      ofPairs: ofPairs.map((value) => round(value)),
      overPairs: pooled.overPairs.map((value) => round(value)),
      brier: round(brier),
      calibrationError: round(calibrationError),
      reliability: reliability.map(
        ({ ases, predicted, observed }) => [ases, round(predicted), round(observed)] as const,
      ),
      abstaining: abstaining.map(({ least, answered, accuracy }) => ({
        least,
        answered: round(answered),
        ...(accuracy !== undefined && { accuracy: round(accuracy) }),
      })),
    })),
    byPair: pairs.map(({ sites, learntFrom, probability, share, near, accuracy }) => ({
      sites,
      learntFrom,
      probability: round(probability),
      share: round(share),
      near,
      accuracy: Object.fromEntries(Object.entries(accuracy).map(([id, value]) => [id, round(value)])),
    })),
  };
}
