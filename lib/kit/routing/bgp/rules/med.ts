import type { Rule } from "./rule.js";

/** Only among routes from one neighbouring AS: MEDs of different neighbours are not comparable, so this is not a total order. */
export const med: Rule = {
  name: "med",
  source:
    'RFC 4271, 9.1.2.2 c): "MULTI_EXIT_DISC is only comparable between routes learned from the same neighboring AS"',
  compare: (a, b) => (a.neighbour === b.neighbour ? a.med - b.med : 0),
  among: ({ neighbour }) => neighbour,
  because: (loser, winner) =>
    `AS${loser.neighbour} sends it with MED ${loser.med}, and another route with MED ${winner.med}`,
};

/** The same with "bgp always-compare-med": among routes of all neighbours, which RFC 4271 leaves to the operator. */
export const medOfAll: Rule = {
  name: "med",
  source: "RFC 4451, 3.1: MEDs of different neighbouring ASes are compared only if the operator configures it",
  compare: (a, b) => a.med - b.med,
  because: (loser, winner) =>
    `AS${loser.neighbour} sends it with MED ${loser.med}, AS${winner.neighbour} sends another with MED ${winner.med}`,
};
