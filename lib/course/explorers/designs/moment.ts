// Who answers whom, and how far away, under one design at one moment: before a failure, or so many seconds after it. Told part by
// part of the users, not listed: there are tens of thousands, and a frame is short.
import {
  forEachPart,
  type Evaluation,
  movedAt,
  type Recovery,
  FATES,
  type LossOutcomes,
  spreadOf,
  type Spread,
} from "anycast-kit/anycast";
import type { CityUsers } from "anycast-kit/figures";
import type { Service } from "./service.js";
import { cityUsers, type AskedUsers } from "../knobs/index.js";

/**
 * Tells each part of the users that goes one way: how many, which client, the number of the site, and the round trip in ms; -1 and
 * Infinity where nobody answers.
 */
export type Answers = (tell: (part: number, client: number, site: number, rttMs: number) => void) => void;

/** While all sites are up. */
export function answersOf({ users }: Pick<Service, "users">, evaluation: Evaluation): Answers {
  return (tell) =>
    forEachPart(evaluation, users.clients, (part, i, s) => {
      const { site, rttMs } = evaluation.catchments[s].landings;
      tell(part, i, site[i], site[i] < 0 ? Infinity : rttMs[i]);
    });
}

/** What becomes of users when sites die; see afterLoss. */
export type After = readonly LossOutcomes[];

/** So many seconds after sites died. Whom DNS moves are moved bit by bit, as the answers that resolvers keep run out. */
export function answersAfter(
  { users }: Pick<Service, "users">,
  evaluation: Evaluation,
  after: After,
  { seconds, ...recovery }: Recovery & { readonly seconds: number },
): Answers {
  const moved = movedAt(seconds, recovery);
  const doneBy = FATES.map((fate) => (fate === "dns" ? moved.dns : fate === "stays" ? 1 : moved.bgp));
  return (tell) =>
    forEachPart(evaluation, users.clients, (part, i, s) => {
      const { fate, isHit, site, rttMs } = after[s];
      const done = doneBy[fate[i]];
      if (done > 0) tell(done * part, i, site[i], rttMs[i]);
      if (done === 1) return;
      const { landings } = evaluation.catchments[s];
      const was = isHit[i] ? -1 : landings.site[i];
      tell((1 - done) * part, i, was, was < 0 ? Infinity : landings.rttMs[i]);
    });
}

/** Part of the users that nobody answers, 0..1. */
export function unanswered(answers: Answers): number {
  const sums = new Float64Array(2); // a number that a closure adds to would be a new object each time
  answers((part, _client, site) => (sums[site < 0 ? 1 : 0] += part));
  const [served, lost] = sums;
  return lost / (served + lost);
}

/** Round trips of those who are answered. */
export function answeredSpread(answers: Answers): Spread {
  const [parts, times]: [number[], number[]] = [[], []];
  answers((part, _client, site, rttMs) => {
    if (site < 0) return;
    parts.push(part);
    times.push(rttMs);
  });
  return spreadOf(Float64Array.from(times), Float64Array.from(parts));
}

/** The cities with who answers in them. */
export function citiesAt(
  answers: Answers,
  sites: readonly { readonly name: string }[],
  { cities, cityOf }: AskedUsers,
): CityUsers[] {
  const names = ["none", ...sites.map(({ name }) => name)];
  const sums = new Float64Array(cities.length * names.length);
  answers((part, client, site) => (sums[cityOf[client] * names.length + site + 1] += part));
  return cityUsers(cities, names, sums);
}

/** The part of the users, in percent, that has its answer within each of these times, ms: equal steps from 0. */
export function answeredWithin(answers: Answers, most: number, steps: number): { x: number; y: number }[] {
  const sums = new Float64Array(steps + 2);
  answers((part, _client, _site, rttMs) => {
    sums[Math.min(steps + 1, Math.ceil((rttMs / most) * steps))] += part;
  });
  const all = sums.reduce((sum, part) => sum + part, 0);
  let below = 0;
  return Array.from({ length: steps + 1 }, (_none, step) => {
    below += sums[step];
    return { x: (step * most) / steps, y: (100 * below) / all };
  });
}
