import type { Rule } from "./rule.js";

/** A router prefers routes it received over eBGP itself, rather than carrying the packet across its own network. */
export const ebgpOverIbgp: Rule = {
  name: "ebgp-over-ibgp",
  source:
    'RFC 4271, 9.1.2.2 d): "If at least one of the candidate routes was received via EBGP, remove from consideration all routes that were received via IBGP"',
  compare: (a, b) => Number(a.heardBy === "ibgp") - Number(b.heardBy === "ibgp"),
  because: () => "another router of the AS heard it, and this one heard a route itself",
};
