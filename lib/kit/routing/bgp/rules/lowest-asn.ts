import type { Rule } from "./rule.js";

/** The fixed tie-break of AS-level simulators, instead of rules d) to f); it makes results comparable. */
export const lowestAsn: Rule = {
  name: "lowest-asn",
  source: "Convention of AS-level simulators: the lowest next-hop ASN",
  compare: (a, b) => a.neighbour - b.neighbour,
  because: (loser, winner) => `AS${loser.neighbour} is a higher ASN than AS${winner.neighbour}: an arbitrary tie-break`,
};
