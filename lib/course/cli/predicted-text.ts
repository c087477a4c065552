// What `anycast predict` prints: the expected share of each site, how many ASes it abstains for, and which to observe next.
import { afterFirst, columns, number, oneLine, percent } from "anycast-kit/cli";
import type { RestPrediction, TwoSiteExperiment } from "../research/prediction/index.js";

export interface PredictionSummary {
  readonly observed: number;
  readonly sites: readonly {
    readonly site: string;
    readonly observed: number;
    /** ASes that are predicted to use it. */
    readonly predicted: number;
    /** Share of all ASes that it can expect, the probabilities added up. */
    readonly expected: number;
  }[];
  readonly least: number;
  readonly abstained: number;
  readonly beforeObservations: { readonly probability: number; readonly near: boolean };
  readonly next: readonly number[];
}

export function predictionSummary(
  { sites, observed }: TwoSiteExperiment,
  { before, ases, next }: RestPrediction,
  least: number,
): PredictionSummary {
  const all = Math.max(1, ases.length + observed.size);
  const rows = sites.map((site, i) => {
    const of = (p: number) => (i === 0 ? p : 1 - p);
    const seen = [...observed.values()].filter((each) => each === i).length;
    return {
      site,
      observed: seen,
      predicted: ases.filter(({ probability }) => of(probability) >= least && of(probability) > 0.5).length,
      expected: (seen + ases.reduce((sum, { probability }) => sum + of(probability), 0)) / all,
    };
  });
  const abstained = ases.length - rows.reduce((sum, { predicted }) => sum + predicted, 0);
  return { observed: observed.size, sites: rows, least, abstained, beforeObservations: before, next };
}

export function predictionText(summary: PredictionSummary): string {
  const { sites, least, abstained, beforeObservations, next, observed } = summary;
  const table = [
    ["Site", "Observed", "Predicted", "Expected share"],
    ...sites.map((row) => [oneLine(row.site), number(row.observed), number(row.predicted), percent(row.expected)]),
  ];
  const { probability, near } = beforeObservations;
  return [
    columns(table, afterFirst),
    `Abstained: ${number(abstained)} ASes, whose site is less probable than ${least}.`,
    near
      ? `Before any observation the two sites are near: ${oneLine(sites[0].site)} with probability ${probability.toFixed(2)}.${observed === 0 ? " Observe some ASes (--next)." : ""}`
      : `Before any observation an AS uses ${oneLine(sites[0].site)} with probability ${probability.toFixed(2)}.`,
    ...(next.length > 0 ? [`Observe next: ${next.map((asn) => `AS${asn}`).join(", ")}.`] : []),
  ].join("\n");
}
