import type { Rule } from "./rule.js";

/** Hot potato: leave the AS at the nearest exit. */
export const igpCost: Rule = {
  name: "igp-cost",
  source: 'RFC 4271, 9.1.2.2 e): "Remove from consideration any routes with less-preferred interior cost"',
  compare: (a, b) => a.igpCost - b.igpCost,
  because: (loser, winner) =>
    loser.costIsGiven
      ? `the IGP's cost to its exit is ${loser.igpCost}, to the nearest ${winner.igpCost}`
      : `its exit is ${loser.igpCost} km away inside the AS, the nearest ${winner.igpCost} km`,
};
