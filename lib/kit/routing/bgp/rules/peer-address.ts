import type { Rule } from "./rule.js";

/**
 * The last resort: one neighbour's router reached over two sessions. Addresses are assumed to rise with the neighbour's ASN,
 * then with the number of the session.
 */
export const peerAddress: Rule = {
  name: "peer-address",
  source: 'RFC 4271, 9.1.2.2 g): "Prefer the route received from the lowest peer address"',
  compare: (a, b) =>
    a.neighbour - b.neighbour || (a.session?.order ?? a.announcement) - (b.session?.order ?? b.announcement),
  because: () => "another session with the same neighbour has a lower address: an arbitrary tie-break",
};
