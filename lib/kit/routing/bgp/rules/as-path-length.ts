import type { Rule } from "./rule.js";

/** The number of ASNs in the path, counting repetitions, which is how prepending works. */
export const asPathLength: Rule = {
  name: "as-path-length",
  source:
    'RFC 4271, 9.1.2.2 a): "all routes that are not tied for having the smallest number of AS numbers present in their AS_PATH attributes"',
  compare: (a, b) => a.path.length - b.path.length,
  because: (loser, winner) => `its AS path has ${loser.path.length} ASNs, the best one ${winner.path.length}`,
};
