// A rule of the decision process: a comparison, and the sentence of RFC 4271 it implements.
import type { RouteAtRouter } from "../route.js";

export type RuleName =
  | "local-pref"
  | "as-path-length"
  | "origin"
  | "med"
  | "ebgp-over-ibgp"
  | "igp-cost"
  | "older-route"
  | "router-id"
  | "peer-address"
  | "lowest-asn";

export interface Rule {
  readonly name: RuleName;
  /** The sentence in the standard, or the source of the rule. */
  readonly source: string;
  /** Negative when `a` is better, positive when `b` is, 0 when the rule does not separate them. */
  readonly compare: (a: RouteAtRouter, b: RouteAtRouter) => number;
  /** For a rule that compares only some pairs: what two routes must have in common. */
  readonly among?: (route: RouteAtRouter) => unknown;
  /** Why `loser` is out, in words a learner understands. */
  readonly because: (loser: RouteAtRouter, winner: RouteAtRouter) => string;
}
