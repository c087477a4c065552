import type { OriginCode } from "../announcement.js";
import type { Rule } from "./rule.js";

/** The value of the ORIGIN attribute (RFC 4271, 4.3 a). */
export const originRank: Readonly<Record<OriginCode, number>> = { igp: 0, egp: 1, incomplete: 2 };

export const origin: Rule = {
  name: "origin",
  source:
    'RFC 4271, 9.1.2.2 b): "all routes that are not tied for having the lowest Origin number in their Origin attribute"',
  compare: (a, b) => originRank[a.originCode] - originRank[b.originCode],
  because: (loser, winner) => `its origin is ${loser.originCode}, the best one's ${winner.originCode}`,
};
