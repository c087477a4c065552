// The form of a rule of the decision process: a comparison, and the sentence of RFC 4271 it stands for.
import type { RouteAtRouter } from "../route.js";

export type RuleName =
  | "local-pref"
  | "as-path-length"
  | "origin"
  | "med"
  | "ebgp-over-ibgp"
  | "igp-cost"
  | "router-id"
  | "peer-address"
  | "lowest-asn";

export interface Rule {
  readonly name: RuleName;
  /** The sentence in the standard, or where the rule comes from. */
  readonly source: string;
  /** Below zero where `a` is better, above zero where `b` is, 0 where the rule cannot tell. */
  readonly compare: (a: RouteAtRouter, b: RouteAtRouter) => number;
  /** Where the rule compares some pairs only: what two routes must have in common. */
  readonly among?: (route: RouteAtRouter) => unknown;
  /** Why `loser` is out, in words a learner understands. */
  readonly because: (loser: RouteAtRouter, winner: RouteAtRouter) => string;
}
