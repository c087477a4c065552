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
