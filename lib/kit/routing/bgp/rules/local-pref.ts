import type { Rule } from "./rule.js";

/** The AS's own preference comes first: cost before distance. */
export const localPref: Rule = {
  name: "local-pref",
  source: 'RFC 4271, 9.1.2 a): "the highest degree of preference of any route to the same set of destinations"',
  compare: (a, b) => b.localPref - a.localPref,
  because: (loser, winner) =>
    `LOCAL_PREF ${loser.localPref} (a ${loser.learned} route) is lower than ${winner.localPref} (a ${winner.learned} route)`,
};
