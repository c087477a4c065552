import type { Rule } from "./rule.js";

/** Arbitrary, but deterministic. */
export const routerId: Rule = {
  name: "router-id",
  source:
    'RFC 4271, 9.1.2.2 f): "Remove from consideration all routes other than the route that was advertised by the BGP speaker with the lowest BGP Identifier value"',
  compare: (a, b) => a.routerId - b.routerId,
  because: (loser, winner) =>
    `it comes from router id ${loser.routerId}, the winner from ${winner.routerId}: an arbitrary tie-break`,
};
