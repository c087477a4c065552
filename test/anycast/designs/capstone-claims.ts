// What a search over random proposals must show of the capstone's marks: no full marks without thought, no measure that another one
// carries or that comes free, and no single choice that wins.
import { expect } from "vitest";
import type { CapstoneBrief, Proposal } from "../../../lib/kit/anycast/designs/capstone/capstone.js";
import { scoring, type ScoredPart } from "../../../lib/kit/anycast/designs/capstone/points.js";
import { scoreDesign, type DesignScore } from "../../../lib/kit/anycast/designs/capstone/score-design.js";
import { randomProposals } from "./random-proposals.js";

export interface Scored {
  readonly proposal: Proposal;
  readonly score: DesignScore;
}

export const partNames = Object.keys(scoring) as ScoredPart[];
export const pointsOf = ({ score }: Scored, part: ScoredPart) => score.parts.find((each) => each.part === part)!.points;

/** The marks from which the lesson gives all points for a proposal, and two of three. */
export const [GOOD, FAIR] = [63, 55];

/** The proposals of a search that are within the budget, best first: `count` of each seed. */
export function search(brief: CapstoneBrief, count: number, seeds: readonly number[]): Scored[] {
  return seeds
    .flatMap((seed) => randomProposals(brief, count, seed))
    .map((proposal) => ({ proposal, score: scoreDesign(proposal, brief) }))
    .filter(({ score }) => score.withinBudget)
    .sort((a, b) => b.score.total - a.score.total);
}

/** @param found by `search` */
export function expectNoFreeMarks(
  found: readonly Scored[],
  { best, earned }: { readonly best: number; readonly earned: number },
): void {
  expect(found[0].score.total).toBeLessThan(best);
  for (const part of partNames) {
    const all = found.map((each) => pointsOf(each, part));
    expect([part, Math.max(...all) > earned * scoring[part].of], "can be earned").toEqual([part, true]);
    expect([part, Math.min(...all) < 0.25 * scoring[part].of], "can be missed").toEqual([part, true]);
    // The best proposals of the search do not get this part for nothing.
    const top = best20th(found);
    expect([part, Math.min(...top.map((each) => pointsOf(each, part))) < scoring[part].of], "costs").toEqual([
      part,
      true,
    ]);
    for (const other of partNames)
      if (other > part) {
        const r = rankCorrelation(all, found.map((each) => pointsOf(each, other))); // prettier-ignore
        expect([part, other, r < 0.9], `${part} and ${other}: ${r}`).toEqual([part, other, true]);
      }
  }
}

const best20th = (found: readonly Scored[]) => found.slice(0, Math.max(10, Math.ceil(found.length / 20)));

/** Spearman's, with mean ranks for ties. */
function rankCorrelation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [ranks(one), ranks(other)];
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((total, _each, i) => total + of(i), 0);
  return sum((i) => (a[i] - ma) * (b[i] - mb)) / Math.sqrt(sum((i) => (a[i] - ma) ** 2) * sum((i) => (b[i] - mb) ** 2));
}

const ranks = (list: readonly number[]) =>
  list.map((value) => list.filter((each) => each < value).length + list.filter((each) => each === value).length / 2);

/** Each lever of a proposal, and the value chosen. */
export const levers: Readonly<Record<string, (proposal: Proposal) => string | number>> = {
  design: ({ design }) => (design.kind === "regional" && design.covering ? "covered" : design.kind),
  transit: ({ transit }) => transit!,
  providers: ({ sites }) => Object.values(sites)[0].providers as number,
  detection: ({ detection }) => detection!,
  ttl: ({ ttlSeconds }) => ttlSeconds!,
  dns: ({ dnsChooses }) => dnsChooses!,
  sites: ({ sites }) => Object.keys(sites).length,
};

/** No value of a lever earns good marks by itself, and the best proposals do not agree on any lever. */
export function expectNoRecipe(found: readonly Scored[], { fair }: { readonly fair: number }): void {
  const top = best20th(found);
  for (const [lever, valueOf] of Object.entries(levers)) {
    const values = [...new Set(found.map(({ proposal }) => valueOf(proposal)))];
    for (const value of values) {
      const totals = found.filter(({ proposal }) => valueOf(proposal) === value).map(({ score }) => score.total);
      const median = totals[Math.floor(totals.length / 2)];
      expect([lever, value, median < fair], `${lever} ${value}: median ${median}`).toEqual([lever, value, true]);
    }
    expect([lever, new Set(top.map(({ proposal }) => valueOf(proposal))).size > 1], "the best differ").toEqual([
      lever,
      true,
    ]);
  }
}
