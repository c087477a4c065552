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
 * Visits each group of users with one outcome: the number of its portion, its weight, client, number of the site, and round trip in
 * ms; -1 and Infinity if no site answers.
 */
type Outcomes = (tell: (portion: number, weight: number, client: number, site: number, rttMs: number) => void) => void;

/** Who answers at one moment. Time changes only the shares, so sums over the users of each portion are kept for all moments. */
export interface Answers {
  readonly outcomes: Outcomes;
  /** By portion, the share of its users for whom this outcome holds now, 0..1. */
  readonly shares: readonly number[];
}

const whileUp = new WeakMap<Evaluation, Outcomes>();

/** While all sites are up. */
export function answersOf({ users }: Pick<Service, "users">, evaluation: Evaluation): Answers {
  const outcomes: Outcomes =
    whileUp.get(evaluation) ??
    ((tell) =>
      forEachPart(evaluation, users.clients, (part, i, s) => {
        const { site, rttMs } = evaluation.catchments[s].landings;
        tell(0, part, i, site[i], site[i] < 0 ? Infinity : rttMs[i]);
      }));
  whileUp.set(evaluation, outcomes);
  return { outcomes, shares: [1] };
}

/** The fate of users when sites fail; see afterLoss. */
export type After = readonly LossOutcomes[];

const afterFailure = new WeakMap<Evaluation, WeakMap<After, Outcomes>>();

/** Some seconds after sites failed. DNS moves users gradually, as cached answers expire. */
export function answersAfter(
  { users }: Pick<Service, "users">,
  evaluation: Evaluation,
  after: After,
  { seconds, ...recovery }: Recovery & { readonly seconds: number },
): Answers {
  const known = afterFailure.get(evaluation) ?? new WeakMap<After, Outcomes>();
  afterFailure.set(evaluation, known);
  const outcomes = known.get(after) ?? outcomesAfter(users, evaluation, after);
  known.set(after, outcomes);
  const moved = movedAt(seconds, recovery);
  const done = FATES.map((fate) => (fate === "dns" ? moved.dns : fate === "stays" ? 1 : moved.bgp));
  return { outcomes, shares: done.flatMap((share) => [share, 1 - share]) };
}

/** For each fate two portions: the users whom it has moved, and the users who wait for it. */
function outcomesAfter(users: Service["users"], evaluation: Evaluation, after: After): Outcomes {
  return (tell) =>
    forEachPart(evaluation, users.clients, (part, i, s) => {
      const { fate, isHit, site, rttMs } = after[s];
      tell(2 * fate[i], part, i, site[i], rttMs[i]);
      if (FATES[fate[i]] === "stays") return;
      const { landings } = evaluation.catchments[s];
      const was = isHit[i] ? -1 : landings.site[i];
      tell(2 * fate[i] + 1, part, i, was, was < 0 ? Infinity : landings.rttMs[i]);
    });
}

const sums = new WeakMap<Outcomes, Map<string, Float64Array>>();

/** The users in each bin at this moment; `what` names the bins. */
function usersIn(
  { outcomes, shares }: Answers,
  what: string,
  count: number,
  binOf: (client: number, site: number, rttMs: number) => number,
): Float64Array {
  const known = sums.get(outcomes) ?? new Map<string, Float64Array>();
  sums.set(outcomes, known);
  let byPortion = known.get(what);
  if (!byPortion) {
    const all = (byPortion = new Float64Array(shares.length * count));
    outcomes((portion, weight, client, site, rttMs) => {
      all[portion * count + binOf(client, site, rttMs)] += weight;
    });
    known.set(what, all);
  }
  const now = new Float64Array(count);
  for (const [portion, share] of shares.entries())
    for (let bin = 0; bin < count; bin++) now[bin] += share * byPortion[portion * count + bin];
  return now;
}

/** Share of users without an answer, 0..1. */
export function unanswered(answers: Answers): number {
  const [served, lost] = usersIn(answers, "unanswered", 2, (_client, site) => (site < 0 ? 1 : 0));
  return lost / (served + lost);
}

/** Round trips of answered users. */
export function answeredSpread({ outcomes, shares }: Answers): Spread {
  const [parts, times]: [number[], number[]] = [[], []];
  outcomes((portion, weight, _client, site, rttMs) => {
    if (site < 0 || shares[portion] === 0) return;
    parts.push(shares[portion] * weight);
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
  const bins = cities.length * names.length;
  const byCity = usersIn(answers, "cities", bins, (client, site) => cityOf[client] * names.length + site + 1);
  return cityUsers(cities, names, byCity);
}

/** Times from `least` to `most`, ms, and how many steps of equal ratio lie between. */
export interface TimeAxis {
  readonly least: number;
  readonly most: number;
  readonly steps: number;
}

/** The share of users, in percent, with an answer within each time of the axis. Users below its start count at its start. */
export function answeredWithin(answers: Answers, { least, most, steps }: TimeAxis): { x: number; y: number }[] {
  const ratio = Math.log(most / least);
  const within = usersIn(answers, `within ${least} ${most} ${steps}`, steps + 2, (_client, _site, rttMs) => {
    const step = rttMs <= least ? 0 : Math.ceil((Math.log(rttMs / least) / ratio) * steps - 1e-9);
    return Math.min(steps + 1, step);
  });
  const all = within.reduce((sum, part) => sum + part, 0);
  let below = 0;
  return Array.from({ length: steps + 1 }, (_none, step) => {
    below += within[step];
    return { x: least * Math.exp((ratio * step) / steps), y: (100 * below) / all };
  });
}
