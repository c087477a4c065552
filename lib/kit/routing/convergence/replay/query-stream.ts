// The user's view of convergence: clients send queries at a constant rate, and the queries that reach each site or none are
// counted. Queries share one fate until a route, link or site on their path changes, so the counts are exact, not sampled.
import type { History } from "./history.js";
import { walkUntil, type Fate } from "./walk-at.js";

export interface QueryStreamOptions {
  /** Or the histories of several prefixes: see walkAt. */
  readonly history: History | readonly History[];
  /** The clients, by ASN. One per AS, or one at a named PoP. */
  readonly clients: readonly { readonly asn: number; readonly pop?: number }[];
  /** Queries of each client per second, evenly spaced, the first at `fromMs`. */
  readonly perSecond: number;
  readonly fromMs: number;
  /** The last query is before this. */
  readonly toMs: number;
}

/** Consecutive queries of one client that share one fate. */
export interface QueryInterval {
  readonly asn: number;
  readonly pop: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly fate: Fate;
  readonly queries: number;
}

export interface QueryStream {
  readonly sent: number;
  /** Queries answered, by site. */
  readonly answered: Readonly<Record<string, number>>;
  readonly lost: number;
  /** Queries lost, by "no route", "failed site", "link down", "loop". */
  readonly lostTo: Readonly<Record<string, number>>;
  /** By client, in time. */
  readonly intervals: readonly QueryInterval[];
}

/**
 * Counts the queries that reach each site, or none, while routes converge. Clients send at a constant rate; times are in ms.
 * @example queryStream({ history, clients: [{ asn: 30 }], perSecond: 100, fromMs: 0, toMs: 5000 }).lost // 94
 * @throws UnknownAsError for a client; RangeError for an invalid rate or time
 */
export function queryStream({ history, clients, perSecond, fromMs, toMs }: QueryStreamOptions): QueryStream {
  if (!(perSecond > 0 && perSecond < Infinity))
    throw new RangeError(`The number of queries a second must be above 0 (got ${perSecond}).`);
  if (!(fromMs <= toMs && toMs < Infinity))
    throw new RangeError(`The end must be after the start (got ${fromMs} to ${toMs} ms).`);
  /** Queries sent before `ms`. */
  const sentBefore = (ms: number) => Math.ceil(((ms - fromMs) * perSecond) / 1000 - 1e-9);
  if (sentBefore(toMs) * Math.max(1, clients.length) > Number.MAX_SAFE_INTEGER)
    throw new RangeError(
      `${perSecond} queries a second until ${toMs} ms: more than can be counted. Lower the rate or the time.`,
    );
  const intervals = clients.flatMap(({ asn, pop = 0 }) => {
    const found: QueryInterval[] = [];
    for (let from = fromMs, isFirst = true; isFirst || from < toMs; isFirst = false) {
      const { fate, untilMs } = walkUntil({ history, from: asn, pop, at: from });
      const to = Math.min(untilMs, toMs);
      const queries = sentBefore(to) - sentBefore(from);
      const last = found[found.length - 1];
      if (last && isSameFate(last.fate, fate))
        found[found.length - 1] = { ...last, toMs: to, queries: last.queries + queries };
      else found.push({ asn, pop, fromMs: from, toMs: to, fate, queries });
      from = to;
    }
    return found;
  });
  const answered: Record<string, number> = {};
  const lostTo: Record<string, number> = {};
  for (const { fate, queries } of intervals) {
    if (queries === 0) continue;
    if (fate.kind === "delivered") answered[fate.site] = (answered[fate.site] ?? 0) + queries;
    else lostTo[nameOf(fate)] = (lostTo[nameOf(fate)] ?? 0) + queries;
  }
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
  const lost = sum(lostTo);
  return { sent: sum(answered) + lost, answered, lost, lostTo, intervals };
}

const nameOf = (fate: Fate): string =>
  fate.kind === "black hole" ? fate.why : fate.kind === "delivered" ? fate.site : fate.kind;
const isSameFate = (a: Fate, b: Fate): boolean => a.kind === b.kind && nameOf(a) === nameOf(b);
