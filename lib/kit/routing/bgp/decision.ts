// The decision process (RFC 4271, 9.1.2.2): rule after rule, remove every route that another one beats.
// Elimination, not sorting: MED compares only some pairs, so there is no order to sort by.
import type { RouteAtRouter } from "./route.js";
import type { Rule } from "./rules/index.js";

export interface Elimination<R extends RouteAtRouter = RouteAtRouter> {
  readonly route: R;
  readonly rule: Rule;
  /** The route that beat it. */
  readonly by: R;
}

export interface Decision<R extends RouteAtRouter = RouteAtRouter> {
  /** What no rule could separate, in the order given. */
  readonly left: readonly R[];
  /** Who went out by which rule, first rule first. */
  readonly eliminated: readonly Elimination<R>[];
}

/**
 * Chooses among the routes of one AS by eliminating them rule by rule (RFC 4271, 9.1.2.2), and says which rule removed which route.
 */
export function decide<R extends RouteAtRouter>(candidates: readonly R[], rules: readonly Rule[]): Decision<R> {
  let left = candidates;
  const eliminated: Elimination<R>[] = [];
  for (const rule of rules) {
    if (left.length < 2) break;
    const beaten = new Map<R, R>();
    for (const route of left) {
      const better = left.find((other) => rule.compare(other, route) < 0);
      if (better) beaten.set(route, better);
    }
    for (const [route, by] of beaten) eliminated.push({ route, rule, by: strongest(by, beaten) });
    left = left.filter((route) => !beaten.has(route));
  }
  return { left, eliminated };
}

/** Whoever beats the one that beat it, up to one that is not beaten. */
function strongest<R>(by: R, beaten: ReadonlyMap<R, R>): R {
  let last = by;
  for (let next = beaten.get(last); next !== undefined; next = beaten.get(next)) last = next;
  return last;
}
