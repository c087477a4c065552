// Which site answers which users, and its round trip, under one design at one moment: before a failure, or some seconds after
// it. Visited group by group instead of listed, because there are tens of thousands and a frame is short.
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
 * Visits each group of users with one outcome: share, client, number of the site, and round trip in ms; -1 and Infinity if no
 * site answers.
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

/** The fate of users when sites fail; see afterLoss. */
export type After = readonly LossOutcomes[];

/** Some seconds after sites failed. DNS moves users gradually, as cached answers expire. */
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

/** Share of users without an answer, 0..1. */
export function unanswered(answers: Answers): number {
  const sums = new Float64Array(2); // a number captured by a closure would be allocated again each time
  answers((part, _client, site) => (sums[site < 0 ? 1 : 0] += part));
  const [served, lost] = sums;
  return lost / (served + lost);
}

/** Round trips of answered users. */
export function answeredSpread(answers: Answers): Spread {
  const [parts, times]: [number[], number[]] = [[], []];
  answers((part, _client, site, rttMs) => {
    if (site < 0) return;
    parts.push(part);
    times.push(rttMs);
  });
  return spreadOf(Float64Array.from(times), Float64Array.from(parts));
}

/** The cities with the sites that answer their users. */
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

/** Times from `least` to `most`, ms, and how many steps of equal ratio lie between. */
export interface TimeAxis {
  readonly least: number;
  readonly most: number;
  readonly steps: number;
}

/** The share of users, in percent, with an answer within each time of the axis. Users below its start count at its start. */
export function answeredWithin(answers: Answers, { least, most, steps }: TimeAxis): { x: number; y: number }[] {
  const sums = new Float64Array(steps + 2);
  const ratio = Math.log(most / least);
  answers((part, _client, _site, rttMs) => {
    const step = rttMs <= least ? 0 : Math.ceil((Math.log(rttMs / least) / ratio) * steps - 1e-9);
    sums[Math.min(steps + 1, step)] += part;
  });
  const all = sums.reduce((sum, part) => sum + part, 0);
  let below = 0;
  return Array.from({ length: steps + 1 }, (_none, step) => {
    below += sums[step];
    return { x: least * Math.exp((ratio * step) / steps), y: (100 * below) / all };
  });
}
