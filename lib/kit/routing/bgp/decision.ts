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
  /** The routes that no rule separates, in the order given. */
  readonly left: readonly R[];
  /** The routes removed by each rule, in the order of the rules. */
  readonly eliminated: readonly Elimination<R>[];
}

/**
 * Chooses among the routes of one AS by eliminating them rule by rule (RFC 4271, 9.1.2.2), and says which rule removed which route.
 * @example decide(explain(state, 10).candidates.map(({ route }) => ({ ...route, heardBy: "ebgp", igpCost: 0 })), attributeRules).left[0].site // "A"
 */
export function decide<R extends RouteAtRouter>(candidates: readonly R[], rules: readonly Rule[]): Decision<R> {
  let left = candidates;
  const eliminated: Elimination<R>[] = [];
  for (const rule of rules) {
    if (left.length < 2) break;
    // Within a group a rule is a total order, so comparing with the best route is enough.
    const best = new Map<unknown, R>();
    for (const route of left) {
      const group = rule.among?.(route);
      const other = best.get(group);
      if (!other || rule.compare(route, other) < 0) best.set(group, route);
    }
    const stays: R[] = [];
    for (const route of left) {
      const by = best.get(rule.among?.(route))!;
      if (rule.compare(by, route) < 0) eliminated.push({ route, rule, by });
      else stays.push(route);
    }
    left = stays;
  }
  return { left, eliminated };
}
