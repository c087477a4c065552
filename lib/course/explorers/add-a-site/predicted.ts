// A set of sites as experiments with two sites at a time predict it (AnyOpt, Zhang et al. 2021), beside what routing does.
import { predictSites } from "anycast-kit/anycast";
import { percent } from "../core/index.js";
import type { AddASiteScenario } from "./data.js";

/** The control that asks for the prediction: dozens of experiments take a second. */
export const PREDICT = "predict";

/** " Two sites at a time predict 82.1 ms, and the right site for 97.3 % of the users." Users without a favourite are left out. */
export function predictedInWords({ service, preferences, from }: AddASiteScenario, letters: readonly string[]): string {
  const { sites, rttMs } = service.unicast();
  const real = from(letters).catchments[0].clients;
  const sums = { all: 0, right: 0, ms: 0 };
  predictSites(preferences(), letters).forEach((site, i) => {
    if (site === undefined) return;
    const { weight } = real[i];
    sums.all += weight;
    if (real[i].site === site) sums.right += weight;
    sums.ms += weight * rttMs[sites.indexOf(site)][i];
  });
  return ` Two sites at a time predict ${(sums.ms / sums.all).toFixed(1)} ms, and the right site of ${percent(sums.right / sums.all)} of the users.`;
}
