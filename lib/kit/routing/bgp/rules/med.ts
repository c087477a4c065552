import type { Rule } from "./rule.js";

/** Only among routes from one neighbouring AS: one neighbour's MED says nothing about another's, so this is no total order. */
export const med: Rule = {
  name: "med",
  source:
    'RFC 4271, 9.1.2.2 c): "MULTI_EXIT_DISC is only comparable between routes learned from the same neighboring AS"',
  compare: (a, b) => (a.neighbour === b.neighbour ? a.med - b.med : 0),
  among: ({ neighbour }) => neighbour,
  because: (loser, winner) => `AS${loser.neighbour} gives it MED ${loser.med}, and ${winner.med} to another`,
};
