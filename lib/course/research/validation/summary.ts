// The few numbers of a report that the lessons show: data/validation.json. Rounded; nothing in it tells of a single AS.
import { independentResults } from "../independent.js";
import type { ValidationReport } from "./markdown.js";
import type { ValidationResults } from "../validation-results.js";

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
