// Who answers whom, and how far away, under one design at one moment: before a failure, or so many seconds after it. Columns of
// numbers, one row for each part of the users that goes one way.
import { afterLoss, type SiteLoss, loseSites } from "../../anycast/designs/site-loss.js";
import { forEachPart, type Evaluation } from "../../anycast/designs/evaluate.js";
import { movedAt, type Recovery } from "../../anycast/designs/outage.js";
import type { CityUsers } from "../../figures/city-map.js";
import type { AskedUsers } from "./knobs-catchment.js";
import type { Service } from "./designs-service.js";

/** Rows of parts of the users. */
export interface Answers {
  readonly parts: Float64Array;
  /** Round trip, ms; Infinity where nobody answers. */
  readonly rttMs: Float64Array;
  /** Number of the site; the number of sites where nobody answers. */
  readonly site: Int8Array;
  readonly client: Int32Array;
}

/** Rows that grow; a part that is split takes two. */
function rowsFor(most: number) {
  const rows = {
    parts: new Float64Array(most),
    rttMs: new Float64Array(most),
    site: new Int8Array(most),
    client: new Int32Array(most),
  };
  let n = 0;
  return {
    add(part: number, client: number, site: number, rttMs: number): void {
      if (!(part > 0)) return;
      rows.parts[n] = part;
      rows.rttMs[n] = rttMs;
      rows.site[n] = site;
      rows.client[n++] = client;
    },
    filled: (): Answers => ({
      parts: rows.parts.subarray(0, n),
      rttMs: rows.rttMs.subarray(0, n),
      site: rows.site.subarray(0, n),
      client: rows.client.subarray(0, n),
    }),
  };
}

/** While all sites are up. */
export function answersOf({ deployment, users }: Service, evaluation: Evaluation): Answers {
  const { catchments } = evaluation;
  const numbers = numbersOf(deployment.sites);
  const rows = rowsFor(users.clients.length * catchments.length);
  forEachPart(evaluation, users.clients, (part, i, s) => {
    const { site, rttMs } = catchments[s].clients[i];
    rows.add(part, i, numbers(site), site === undefined ? Infinity : rttMs);
  });
  return rows.filled();
}

export interface Failure extends Recovery {
  readonly dead: readonly string[];
  /** Since the sites died. */
  readonly seconds: number;
}

export interface LossAnswers extends Answers {
  readonly loss: SiteLoss;
  /** When all who can have moved. */
  readonly settled: Answers;
}

/** So many seconds after sites died. Whom DNS moves are moved bit by bit, as the answers that resolvers keep run out. */
export function answersAfter(
  { deployment, users }: Service,
  evaluation: Evaluation,
  { dead, seconds, ...recovery }: Failure,
  after: ReturnType<typeof afterLoss>,
): LossAnswers {
  const { catchments } = evaluation;
  const numbers = numbersOf(deployment.sites);
  const nobody = deployment.sites.length;
  const moved = movedAt(seconds, recovery);
  const most = users.clients.length * catchments.length;
  const [now, settled] = [rowsFor(2 * most), rowsFor(most)];
  forEachPart(evaluation, users.clients, (part, i, s) => {
    const { by, isHit, site, rttMs = Infinity } = after(i, s);
    const was = catchments[s].clients[i];
    const done = by === "dns" ? moved.dns : by === "stays" ? 1 : moved.bgp;
    settled.add(part, i, numbers(site), rttMs);
    now.add(done * part, i, numbers(site), rttMs);
    const isWaiting = isHit || was.site === undefined;
    now.add((1 - done) * part, i, isWaiting ? nobody : numbers(was.site), isWaiting ? Infinity : was.rttMs);
  });
  return {
    ...now.filled(),
    settled: settled.filled(),
    loss: loseSites(evaluation, deployment, { dead, ...recovery, after }),
  };
}

const numbersOf = (sites: readonly { readonly name: string }[]) => {
  const numbers = new Map(sites.map(({ name }, i) => [name, i]));
  return (name: string | undefined) => (name === undefined ? sites.length : numbers.get(name)!);
};

/** Part of the users in these rows that nobody answers, 0..1. */
export function unanswered({ parts, rttMs }: Answers): number {
  let [lost, all] = [0, 0];
  parts.forEach((part, i) => {
    all += part;
    if (rttMs[i] === Infinity) lost += part;
  });
  return lost / all;
}

/** The cities with who answers in them. */
export function citiesAt(
  { parts, site, client }: Answers,
  sites: readonly { readonly name: string }[],
  { cities, cityOf }: AskedUsers,
): CityUsers[] {
  const names = [...sites.map(({ name }) => name), "none"];
  const sums = new Float64Array(cities.length * names.length);
  parts.forEach((part, i) => (sums[cityOf[client[i]] * names.length + site[i]] += part));
  return cities.map((city, i) => {
    const weights: Record<string, number> = {};
    names.forEach((name, number) => {
      const sum = sums[i * names.length + number];
      if (sum > 0) weights[name] = sum;
    });
    return { ...city, weights };
  });
}

/** The part of the users, in percent, that has its answer within each of these times, ms: equal steps from 0. */
export function answeredWithin({ parts, rttMs }: Answers, most: number, steps: number): { x: number; y: number }[] {
  const sums = new Float64Array(steps + 2);
  let all = 0;
  parts.forEach((part, i) => {
    all += part;
    sums[Math.min(steps + 1, Math.ceil((rttMs[i] / most) * steps))] += part;
  });
  let below = 0;
  return Array.from({ length: steps + 1 }, (_none, step) => {
    below += sums[step];
    return { x: (step * most) / steps, y: (100 * below) / all };
  });
}
